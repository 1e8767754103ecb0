/** Compiles a module that is text. @param {{ base64: string }} text */
export const compileText = ({ base64 }) =>
  WebAssembly.compile(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
