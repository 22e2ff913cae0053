/** In small letters, as amavisd looks keys up; but for what Terraform puts in at apply, which cdktf marks like this. */
export const inSmallLetters = (text: string): string =>
  text.replace(/(\$\{[^}]*\})|[^$]+|\$/g, (part, late?: string) => late ?? part.toLowerCase());
