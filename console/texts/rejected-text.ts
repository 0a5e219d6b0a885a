/** The reason code of a rejection, as it was recorded: `Outside the policy (outside-policy)`. */
export function rejectedText({ code, label }: { readonly code: string; readonly label: string }): string {
  return `${label} (${code})`;
}
