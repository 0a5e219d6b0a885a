import type { RecordedReason } from '../../model/judging/reason-code';
import type { FailureCause } from '../../model/judging/failure-causes';
import type { Money } from '../../model/money';
import type { Approval, MessageRef } from '../remedy-record';

/** Where a mail stands. `held`: its words wait until a person has approved them. */
export type NoticeState =
  'none' | 'held' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'complained' | 'suppressed' | 'unknown';

/**
 * What a mail says: `apology` that something was given, `correction` that what we announced did not arrive after all,
 * `resolution` that it has been given another way since, `refusal` that a person decided against it. Before any of
 * these `waiting` that it takes longer, `delay` that it still does, and `partial` that some of it was given and a
 * person looks after the rest. `missed-call` that nobody called, though a time was named. `call-accepted` by when
 * somebody calls who accepted that after the apology had left. `wait-over` that the seller was waited for and a person
 * looks now. Later, and only where nothing speaks against it: `refund-there` and `replacement-there` that it should
 * have arrived by now, `mended` that what was behind it is, and `feedback` asks whether it was made right. Each is sent
 * once.
 */
export const noticeTemplates = [
  'apology',
  'correction',
  'resolution',
  'refusal',
  'waiting',
  'delay',
  'partial',
  'missed-call',
  'call-accepted',
  'wait-over',
  'refund-there',
  'replacement-there',
  'mended',
  'feedback',
] as const;

export type NoticeTemplate = (typeof noticeTemplates)[number];

/** Mails that say how it stands before there is an end. Whatever says how it ended comes after them. */
export const interimTemplates = [
  'waiting',
  'wait-over',
  'delay',
  'partial',
] as const satisfies readonly NoticeTemplate[];

/** Mails that nobody waits for: they come after what was owed was given, and each is planned before it is wanted. */
export const followUpTemplates = [
  'refund-there',
  'replacement-there',
  'mended',
  'feedback',
] as const satisfies readonly NoticeTemplate[];

export type FollowUpTemplate = (typeof followUpTemplates)[number];

/**
 * Why a customer may not know what the mail says, and a person has to find another way or wait. What is known of it
 * tells what may be done: `no-address` and `address-refused` were never handed over, `service-failed` was answered with
 * an error on the service's side, `no-answer` was asked for and never answered, `attempt-lost` ended somewhere between,
 * `not-reported` was taken, when an earlier version still waited for reports, and none came. The others are what the
 * mail service reported.
 */
export const noticeTroubles = [
  'bounced',
  'complained',
  'suppressed',
  'no-address',
  'address-refused',
  'service-failed',
  'no-answer',
  'attempt-lost',
  'not-reported',
] as const;

export type NoticeTrouble = (typeof noticeTroubles)[number];

/**
 * What says for certain that the customer has not read it. One that called a mail spam has read it, and of what is in
 * doubt a second apology is worse than a late one.
 */
export const surelyUnread = [
  'bounced',
  'suppressed',
  'no-address',
  'address-refused',
] as const satisfies readonly NoticeTrouble[];

/** What a list of mails says of each: what is wrong, or that its owner has to write it. */
export const listedTroubles = [...noticeTroubles, 'unwritten'] as const;

export type ListedTrouble = (typeof listedTroubles)[number];

/** A person's wish that a mail is sent once more. It is gone once the mail has left. */
export interface Resend {
  /** The verified identity of that person. */
  readonly actor: string;
  readonly why: string;
  /** ISO 8601. */
  readonly at: string;
  /** Whether it goes to another address than before. */
  readonly corrected: boolean;
  /** Where the mail stood then, to which it goes back if it does not leave after all. */
  readonly from: NoticeState;
  readonly trouble?: NoticeTrouble | undefined;
}

/** One line of a notice's history: what it became, when and why. */
export interface NoticeLine {
  /** ISO 8601. */
  readonly at: string;
  readonly state: NoticeState;
  readonly why: string;
}

/** A person's approval of the words of a mail, which may be words of their own. */
export interface WordsApproval extends Approval {
  /** Nobody wrote in time, and a plain notice of what was given leaves. */
  readonly isPlain?: boolean | undefined;
  readonly message?: MessageRef | undefined;
}

/** What the words of a mail wait for, and what a person said to them. */
export interface HeldWords {
  /** ISO 8601. */
  readonly since: string;
  /** After it they are overdue. ISO 8601. */
  readonly deadline: string;
  /** When to escalate next. ISO 8601. */
  readonly escalateAt: string;
  readonly escalations: number;
  /** The incident with which they wait: one approval of it is for all of them. */
  readonly incidentId?: string | undefined;
  /** After the deadline a plain notice of what was given leaves in their place. */
  readonly endsPlain?: boolean | undefined;
  readonly approval?: WordsApproval | undefined;
}

/** A mail that is wanted later, if nothing speaks against it by then. */
export interface PlannedMail {
  /** Not before. Missing where it waits until somebody says that its incident is mended. ISO 8601. */
  readonly from?: string | undefined;
  /** After it the mail is of no use any more. Once it has asked something, answers count until then. ISO 8601. */
  readonly until: string;
  /** The incident whose end it tells of. */
  readonly incidentId?: string | undefined;
  /** What the mail before it said was given. */
  readonly amounts: readonly Money[];
  /** What it tells of its incident, once a person has let it go. */
  readonly mended?: Mended | undefined;
}

/** That what was behind a failure is mended. */
export interface Mended {
  readonly cause: FailureCause;
  /** Since when. ISO 8601. */
  readonly fixedAt: string;
}

/** That what a mail says was shown where it happened. */
export interface SeenOnPage {
  /** ISO 8601. */
  readonly at: string;
  /** Who showed it, so that the same one that asks again is answered the same. */
  readonly by: string;
}

/**
 * One mail of a remedy, in an item of its own, so that a mail does not rewrite the remedy record. It holds no name and
 * no address, is never deleted and never expires.
 */
export interface Notice {
  readonly remedyId: string;
  readonly customerId: string;
  /** The failure type. */
  readonly type: string;
  readonly template: NoticeTemplate;
  readonly state: NoticeState;
  /** When it came to that state. ISO 8601. */
  readonly at: string;
  /** The version of the remedy record that the mail speaks of. What happened in a later one is news to the customer. */
  readonly recordVersion: number;
  /**
   * The numbers of the parts that it says were given, where it says so. Missing in what was written before this was
   * kept.
   */
  readonly saidGiven?: readonly number[] | undefined;
  /** The attempt that wrote this version: while it is being sent, the attempt that sends it. */
  readonly token: string;
  /** SES's id of the mail, once sent; of a message, the network's. */
  readonly messageId?: string | undefined;
  /** SHA-256 of the mail as it is kept since it left, in Base64 for addresses. Missing where mails are not kept. */
  readonly keptHash?: string | undefined;
  /** The network on which a message said it, or is about to, in the place of the mail. Missing: it is a mail. */
  readonly by?: string | undefined;
  /** The networks on which that was tried. On each it is tried once. */
  readonly tried?: readonly string[] | undefined;
  /** It is night where the customer is, and a message waits until then. ISO 8601. */
  readonly waitsUntil?: string | undefined;
  /** The customer has seen what it says on a page of the company, before the mail left: then the mail is a receipt. */
  readonly seen?: SeenOnPage | undefined;
  /** Missing where nothing is wrong, or nobody has to look. With it the notice is on the list of what was not told. */
  readonly trouble?: NoticeTrouble | undefined;
  /** Why a person rejected its words. */
  readonly rejectedAs?: RecordedReason | undefined;
  /** Only while a person's wish to send it once more is carried out. */
  readonly resend?: Resend | undefined;
  /** Only of a mail that was planned. */
  readonly planned?: PlannedMail | undefined;
  /** Only where its words had to wait. */
  readonly words?: HeldWords | undefined;
  /**
   * When it is in doubt if nobody reports before, or has to be looked at. Only a notice that waits has it, and is on
   * the index `waiting`.
   */
  readonly dueAt?: string | undefined;
  /** 1 when first written, and one more with every write. */
  readonly version: number;
  /** The last lines of what became of it. */
  readonly history: readonly NoticeLine[];
}

/** The notices of one remedy, as far as they were read and are there. */
export type Notices = Readonly<Partial<Record<NoticeTemplate, Notice>>>;

export function isFollowUp(template: NoticeTemplate): template is FollowUpTemplate {
  return (followUpTemplates as readonly NoticeTemplate[]).includes(template);
}

export function isNoticeTemplate(name: string): name is NoticeTemplate {
  return (noticeTemplates as readonly string[]).includes(name);
}

/** Whether the customer may have got this mail, is getting it now, or has seen on a page what it says. */
export function hasBegun(notice: Notice | undefined): boolean {
  return notice?.seen !== undefined || isMailBegun(notice);
}

/** The same of the mail alone. */
export function isMailBegun(notice: Notice | undefined): boolean {
  return notice !== undefined && !['none', 'held', 'suppressed'].includes(notice.state);
}

/** Whether the mail service took this mail, and nothing says that it did not arrive. */
export function hasLeft(notice: Notice | undefined): boolean {
  return notice?.messageId !== undefined && !['bounced', 'suppressed', 'sending', 'none'].includes(notice.state);
}
