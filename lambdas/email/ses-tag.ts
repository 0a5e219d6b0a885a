/** A text as SES accepts it in a tag: letters, digits, hyphens and underscores only. */
export function toTag(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

export function fromTag(tag: string): string {
  return Buffer.from(tag, 'base64url').toString('utf8');
}
