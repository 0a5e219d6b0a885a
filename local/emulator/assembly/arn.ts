/** Whether an ARN fits a pattern in which `*` stands for any text and `?` for one character. */
export function arnMatches(pattern: string, arn: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(arn);
}

/** Whether one of the texts is such a text. Policies write one text or a list of them. */
export function one(texts: string | readonly string[], isSuch: (text: string) => boolean): boolean {
  return typeof texts === 'string' ? isSuch(texts) : texts.some(isSuch);
}
