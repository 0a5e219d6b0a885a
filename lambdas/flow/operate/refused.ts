/** What a person asked for is refused, and why, for that person to read. */
export interface Refused {
  readonly answer: 'refused';
  readonly why: string;
}

export function refused(why: string): Refused {
  return { answer: 'refused', why };
}
