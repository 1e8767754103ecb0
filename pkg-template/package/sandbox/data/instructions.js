/**
 * The texts of installation instructions.
 *
 * @typedef {{ qrCode: string[], manual: string[], network: string[] }} Texts
 */

/** The languages of the sandbox; others get the first. */
const LANGUAGES = /** @type {const} */ (["en", "de"]);

/** @typedef {typeof LANGUAGES[number]} Language */

/** @param {string} header `Accept-Language` @returns {Language} */
export function languageOf(header) {
  const wanted = header.toLowerCase().split(/[-,;]/)[0];
  return LANGUAGES.find((language) => language === wanted) ?? LANGUAGES[0];
}

/** @type {Record<Language, { ios: Texts, android: Texts }>} */
export const INSTRUCTIONS = {
  en: {
    ios: {
      qrCode: [
        "Open Settings and choose Mobile Service.",
        "Choose Add eSIM, then Use QR Code.",
        "Scan the code and confirm the plan.",
      ],
      manual: [
        "Open Settings and choose Mobile Service.",
        "Choose Add eSIM, then Enter Details Manually.",
        "Type in the address and the activation code.",
      ],
      network: ["Choose the new line for mobile data.", "Switch Data Roaming on."],
    },
    android: {
      qrCode: ["Open Settings and choose SIMs.", "Choose Add eSIM.", "Scan the code."],
      manual: [
        "Open Settings and choose SIMs.",
        "Choose Add eSIM, then Enter code manually.",
        "Type in the whole code.",
      ],
      network: ["Choose the new SIM for mobile data.", "Switch Roaming on."],
    },
  },
  de: {
    ios: {
      qrCode: [
        "Öffne Einstellungen und wähle Mobilfunk.",
        "Wähle eSIM hinzufügen, dann QR-Code verwenden.",
        "Scanne den Code und bestätige den Tarif.",
      ],
      manual: [
        "Öffne Einstellungen und wähle Mobilfunk.",
        "Wähle eSIM hinzufügen, dann Details manuell eingeben.",
        "Gib die Adresse und den Aktivierungscode ein.",
      ],
      network: ["Wähle die neue Leitung für mobile Daten.", "Schalte Datenroaming ein."],
    },
    android: {
      qrCode: [
        "Öffne Einstellungen und wähle SIM-Karten.",
        "Wähle eSIM hinzufügen.",
        "Scanne den Code.",
      ],
      manual: [
        "Öffne Einstellungen und wähle SIM-Karten.",
        "Wähle eSIM hinzufügen, dann Code eingeben.",
        "Gib den ganzen Code ein.",
      ],
      network: ["Wähle die neue SIM für mobile Daten.", "Schalte Roaming ein."],
    },
  },
};
