import { currentShopper } from "../lib/sessions.js";
import { signIn } from "./actions.js";
import { Esim } from "./esim.jsx";

export default async function Page() {
  const shopper = await currentShopper();
  if (shopper) return shopper.esims.map((iccid) => <Esim key={iccid} iccid={iccid} />);
  return (
    <form action={signIn}>
      <button type="submit">Sign in as Ada</button>
    </form>
  );
}
