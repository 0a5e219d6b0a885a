/** The attribute of our tasks that names their remedy. */
export const remedyAttribute = 'amendsRemedy';

/** Something for an agent to do, with all that it takes to do it. */
export interface NewTask {
  /** The same token begins the same task, however often. */
  readonly token: string;
  /** What agents see first. */
  readonly name: string;
  readonly description: string;
  /** Where an agent reads everything. */
  readonly link?: { readonly name: string; readonly url: string } | undefined;
  /** Agents see it from then on. @default - at once */
  readonly at?: Date | undefined;
  /** After so long nobody needs to do it any more. */
  readonly expiresAfterMinutes: number;
  /** What the flow and the agent's workspace may look up. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A call to a customer, for the agent who has accepted the task. */
export interface NewCall {
  /** The same token begins the same call, however often. */
  readonly token: string;
  /** E.164. */
  readonly to: string;
  /** The task that it is for. */
  readonly taskId: string;
  /** The agent who accepted it, as the contact center names them. */
  readonly agent: string | undefined;
  readonly name: string;
  readonly link?: NewTask['link'];
}

/** A call that was begun, or why the contact center will not begin it, whoever asks. */
export type CallBegun = { readonly contactId: string } | { readonly refused: string };

/** A contact center: people who take tasks and speak to customers. */
export interface ContactCenter {
  /** @returns the id of the contact */
  beginTask(task: NewTask): Promise<string>;
  /** Ends a task, or a call, wherever it is. One that has ended stays so. */
  endContact(contactId: string): Promise<void>;
  /** Whether a task says of itself that it was begun here. Anybody in the contact center could write that. */
  saysItIsOurs(contactId: string): Promise<boolean>;
  /** Dials the customer, who hears an agent once they answer. */
  beginCall(call: NewCall): Promise<CallBegun>;
  /** Whether an agent could take a call now. */
  canTakeCall(): Promise<boolean>;
  /** Whether the agent noted that it was no person who answered: a machine, or a wrong number. */
  reachedNobody(contactId: string): Promise<boolean>;
}
