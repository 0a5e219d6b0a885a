import { Token } from 'aws-cdk-lib';
import {
  lookSchema,
  type ApologyEnvironment,
  type BrandsText,
  type LookText,
} from '../../lambdas/runtime/environment/environment';
import type { ApologySender, Brand, MailLook } from './apology-sender';
import { isReadableOnDark, isReadableOnLight, lightened } from './colour';

/** Something is wrong with what mails should look like. It names all of it. */
export class BrandsError extends Error {
  override readonly name = 'BrandsError';
  constructor(readonly problems: readonly string[]) {
    super(`Mails cannot look so:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** What all brands come to in the environment at most: Lambda has 4 KB for all of it. */
const mostCharacters = 2_000;

/** In an event it is an id of the company's systems. */
const brandName = /^[a-zA-Z0-9][\w.-]{0,63}$/;

/**
 * The sender, its look and its brands, as the function is given them.
 *
 * @throws BrandsError
 */
export function brandTexts(
  sender: ApologySender,
  brands: Readonly<Record<string, Brand>>,
): Pick<ApologyEnvironment, 'LOOK' | 'BRANDS' | 'SIGNATORY_PICTURE' | 'EXECUTIVE_PICTURE'> {
  const problems = [
    ...lookProblems('sender', sender.look),
    ...Object.entries(brands).flatMap(([name, brand]) => brandProblems(name, brand, brands)),
  ];
  const texts = {
    ...(sender.signatoryPicture !== undefined && { SIGNATORY_PICTURE: sender.signatoryPicture }),
    ...(sender.executive?.picture !== undefined && { EXECUTIVE_PICTURE: sender.executive.picture }),
    ...(sender.look && { LOOK: JSON.stringify(lookText(sender.look)) }),
    ...(Object.keys(brands).length > 0 && { BRANDS: JSON.stringify(overlays(brands)) }),
  };
  const characters = (texts.LOOK ?? '').length + (texts.BRANDS ?? '').length;
  if (characters > mostCharacters) {
    problems.push(
      `they come to ${characters} characters, and a function has room for ${mostCharacters}: shorten the legal lines`,
    );
  }
  const pictures = [sender, ...Object.values(brands)].flatMap((one) => [one.signatoryPicture, one.executive?.picture]);
  problems.push(
    ...pictures
      .filter((url) => url !== undefined && !isPictureUrl(url))
      .map((url) => `${url} is no https address of a picture`),
  );
  if (problems.length > 0) throw new BrandsError(problems);
  return texts;
}

/** Who writes and how it looks, for whatever writes to customers. @throws BrandsError */
export function senderTexts(sender: ApologySender, brands: Readonly<Record<string, Brand>> = {}) {
  return {
    SENDER_EMAIL: sender.email,
    SENDER_NAME: sender.name,
    REPLY_TO_EMAIL: sender.replyTo,
    SIGNATORY_NAME: sender.signatory,
    SIGNATORY_ROLE: sender.signatoryRole ?? 'Customer Care',
    ...(sender.executive && { EXECUTIVE_NAME: sender.executive.name, EXECUTIVE_ROLE: sender.executive.role }),
    ...(sender.statementName !== undefined && { STATEMENT_NAME: sender.statementName }),
    ...brandTexts(sender, brands),
  };
}

function brandProblems(name: string, brand: Brand, brands: Readonly<Record<string, Brand>>): string[] {
  const others = Object.entries(brands).filter(([other]) => other !== name);
  const shared = (brand.sources ?? []).filter((source) =>
    others.some(([, { sources = [] }]) => sources.includes(source)),
  );
  return [
    ...(brandName.test(name) ? [] : [`${name} is no name of a brand: letters, digits, hyphens, dots and underscores`]),
    ...shared.map((source) => `the source ${source} is of ${name} and of another brand`),
    ...(brand.signatoryRole !== undefined && brand.signatory === undefined
      ? [`${name} has a signatoryRole and no signatory who has it`]
      : []),
    ...lookProblems(name, brand.look),
  ];
}

function lookProblems(owner: string, look: MailLook | undefined): string[] {
  if (!look) return [];
  const parsed = lookSchema.safeParse(look);
  if (!parsed.success)
    return parsed.error.issues.map(({ path }) => `${owner}: look.${path.join('.')} is ${wanted(path)}`);
  const { accent, accentOnDark } = look;
  return [
    ...(accent === undefined || isReadableOnLight(accent) ? [] : [`${owner}: ${accent} cannot be read on white`]),
    ...(accentOnDark === undefined || isReadableOnDark(accentOnDark)
      ? []
      : [`${owner}: ${accentOnDark} cannot be read on a dark background`]),
  ];
}

function wanted([of, part]: readonly PropertyKey[]): string {
  if (of === 'legal') return 'not a list of lines';
  if (of !== 'logo') return 'no colour such as #1d5c4d';
  return part === 'width' || part === 'height' ? 'no whole number of pixels' : 'no https address of a picture';
}

function isPictureUrl(url: string): boolean {
  return Token.isUnresolved(url) || lookSchema.safeParse({ logo: { url, width: 1, height: 1 } }).success;
}

function lookText({ accent, accentOnDark, ...look }: MailLook): LookText {
  if (accent === undefined) return { ...look, ...(accentOnDark !== undefined && { accentOnDark }) };
  return { ...look, accent, accentOnDark: accentOnDark ?? lightened(accent) };
}

function overlays(brands: Readonly<Record<string, Brand>>): BrandsText {
  return Object.fromEntries(Object.entries(brands).map(([name, brand]) => [name, overlay(brand)]));
}

function overlay(brand: Brand): BrandsText[string] {
  const {
    sources,
    email,
    name,
    replyTo,
    signatory,
    signatoryRole,
    signatoryPicture: picture,
    executive,
    statementName,
    look,
    words,
  } = brand;
  const isSender = email !== undefined || name !== undefined || replyTo !== undefined;
  return {
    sources,
    sender: isSender ? { name, email, replyTo } : undefined,
    signatory:
      signatory === undefined ? undefined : { name: signatory, role: signatoryRole ?? 'Customer Care', picture },
    executive,
    statementName,
    look: look && lookText(look),
    hasWords: words === undefined ? undefined : true,
  };
}
