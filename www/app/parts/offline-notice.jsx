/** The line above every view that tells of a lost connection, and how old the view is. */
import { connection } from "../data/connection.js";
import { formatTime } from "../format.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";
import { Moment } from "./labels.jsx";
import { rich } from "./text.jsx";

export function OfflineNotice() {
  const { isLost, seenAt } = connection.value;
  return (
    <div class="connection" role="status">
      {isLost && (
        <p class="notice pending offline">
          <Icon name="offline" />
          <span>
            {t(navigator.onLine ? "offline.shop" : "offline.you")}{" "}
            {seenAt === null
              ? t("offline.old")
              : rich("offline.seen", { time: <Moment ms={seenAt}>{formatTime(seenAt)}</Moment> })}
          </span>
        </p>
      )}
    </div>
  );
}
