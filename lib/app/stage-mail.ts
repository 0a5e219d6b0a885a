import { resolve } from 'node:path';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import type { ApologySender, Brand } from '../brands/apology-sender';
import { domainOf } from '../kept/sender-identity';
import { fromText } from './given/context-value';

export const line = (error: string) => z.string({ error }).check(z.trim(), z.regex(/^\P{Cc}+$/u, { error }));

export const address = (error: string) => z.email({ error });

const picture = z.string().check(z.regex(/^https:\/\/[^\s"'<>\\]+$/, { error: 'the https address of a picture' }));

/** What it may be is checked where the look is made. */
const look = z.strictObject({
  accent: z.optional(z.string()),
  accentOnDark: z.optional(z.string()),
  logo: z.optional(
    z.strictObject({ url: z.string(), darkUrl: z.optional(z.string()), width: z.int(), height: z.int() }),
  ),
  legal: z.optional(z.array(z.string())),
});

/** An object in a stage file, JSON on the command line. What is wrong in it is said of the setting. */
const given = <Value>(schema: z.ZodMiniType<Value>) =>
  z.pipe(
    z.unknown(),
    z.transform((value: unknown, { issues }): Value => {
      const read = schema.safeParse(fromText(value));
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      const message = [issue?.path.join('.') ?? '', issue?.message ?? ''].filter((text) => text !== '').join(': ');
      issues.push({ code: 'custom', message, input: value });
      return z.NEVER;
    }),
  );

const optional = {
  signatoryRole: z.optional(line('the job title of the person who signs')),
  signatoryPicture: z.optional(picture),
  executive: z.optional(line('the name of the executive who signs for mass incidents')),
  executiveRole: z.optional(line('the job title of the executive')),
  executivePicture: z.optional(picture),
  statementName: z.optional(line('what the company is called on the statements of banks')),
  senderIdentity: z.optional(line('a verified SES identity of this account and region')),
};

const required = {
  sender: address('the address that apologies are sent from'),
  senderName: line('the name of the company, shown beside the address'),
  replyTo: address('a mailbox that a person reads, for replies'),
  signatory: line('the name of the person who signs the apologies'),
};

const ofBrand = z.extend(z.partial(z.strictObject({ ...required, ...optional })), {
  look: z.optional(look),
  sources: z.optional(z.array(z.string())),
  words: z.optional(line('a folder with words of the brand')),
});

/** The settings of a stage that say whom mails come from, and how they look. */
export const mailSettings = {
  ...required,
  ...optional,
  look: z.optional(given(look)),
  brands: z.optional(given(z.record(z.string(), ofBrand))),
};

type MailSettings = z.infer<z.ZodMiniObject<typeof mailSettings>>;

/** Identities are taken by their names, so that the stack of the ledger, which keeps one, can go over to another. */
export function senderOf(scope: Construct, config: MailSettings): ApologySender {
  return {
    email: config.sender,
    name: config.senderName,
    replyTo: config.replyTo,
    signatory: config.signatory,
    signatoryRole: config.signatoryRole,
    signatoryPicture: config.signatoryPicture,
    executive: executiveOf(config),
    statementName: config.statementName,
    look: config.look,
    identity: EmailIdentity.fromEmailIdentityName(
      scope,
      'SenderIdentity',
      config.senderIdentity ?? domainOf(config.sender),
    ),
  };
}

export function brandsOf(scope: Construct, { brands = {} }: MailSettings): Record<string, Brand> {
  return Object.fromEntries(
    Object.entries(brands).map(([name, { senderIdentity, ...brand }]): [string, Brand] => [
      name,
      {
        sources: brand.sources,
        email: brand.sender,
        name: brand.senderName,
        replyTo: brand.replyTo,
        signatory: brand.signatory,
        signatoryRole: brand.signatoryRole,
        signatoryPicture: brand.signatoryPicture,
        executive: executiveOf(brand),
        statementName: brand.statementName,
        look: brand.look,
        words: brand.words === undefined ? undefined : resolve(brand.words),
        identity:
          senderIdentity === undefined
            ? undefined
            : EmailIdentity.fromEmailIdentityName(scope, `SenderIdentity-${name}`, senderIdentity),
      },
    ]),
  );
}

function executiveOf({
  executive: name,
  executiveRole: role = 'Chief Executive',
  executivePicture,
}: Partial<Pick<MailSettings, 'executive' | 'executiveRole' | 'executivePicture'>>): ApologySender['executive'] {
  return name === undefined ? undefined : { name, role, picture: executivePicture };
}
