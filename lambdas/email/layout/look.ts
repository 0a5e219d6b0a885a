/** A picture that mails show, from where the company keeps it. It is the same address for everybody. */
export interface Logo {
  /** An https address. */
  readonly url: string;
  /** The same for a dark background. @default - the one for a light background */
  readonly darkUrl?: string | undefined;
  /** In pixels, as it is shown. */
  readonly width: number;
  readonly height: number;
}

/** What a company's mails look like. All of it may be missing, and no mail needs a picture. */
export interface Look {
  /** A colour such as `#1d5c4d`, for the band and for amounts. */
  readonly accent: string;
  /** The same for a dark background. */
  readonly accentOnDark: string;
  /** @default - the company's name, in letters */
  readonly logo?: Logo | undefined;
  /** Lines below the letter that the law wants: the company's address, its register. @default - its name */
  readonly legal?: readonly string[] | undefined;
}

export const plainLook: Look = { accent: '#1d5c4d', accentOnDark: '#8ed1bc' };
