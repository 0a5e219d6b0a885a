import { Option, type Command } from 'commander';
import { answeredTo } from '../../lambdas/channels/port/answer';
import { conversationOwners } from '../../lambdas/conversation/owners/owner-rules';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { reasonFor, visibleText, withReason } from '../commands/arguments';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';
import { conversationPage, conversationsPage } from './conversations-page';

interface Answering {
  readonly message?: string;
  readonly signedBy?: string;
  readonly asks?: boolean;
  readonly to?: string;
}

/** Commands for what customers write back, and what they are answered. */
export function addConversationCommands(program: Command, session: Session): void {
  const conversations = program.command('conversations').description('what customers write back, and who answers');
  conversations
    .command('list')
    .description('list those that wait for somebody, the longest first')
    .addOption(new Option('--owner <owner>', 'whose; what both look after is also of each').choices(conversationOwners))
    .action(async ({ owner }: { owner?: string }) => {
      const response = await session.client().get(['conversations'], owner === undefined ? {} : { owner });
      session.print(responseSchemas.listConversations, response, conversationsPage);
    });
  onConversation(conversations.command('show'))
    .description('show what was said')
    .action(async (customerId: string, remedyId: string) => {
      const response = await session.client().get(placeOf(customerId, remedyId));
      session.print(responseSchemas.showConversation, response, conversationPage);
    });
  onConversation(conversations.command('take'))
    .description('take one; the first to take it has it')
    .option('--over', 'also where somebody else has it', false)
    .action(async (customerId: string, remedyId: string, { over }: { over: boolean }) => {
      const body = { expectedVersion: await seenVersion(customerId, remedyId, session), takesOver: over };
      const response = await session.client().post([...placeOf(customerId, remedyId), 'take'], body);
      session.print(responseSchemas.changeConversation, response, () => `You have the conversation about ${remedyId}.`);
    });
  addAnswerCommand(conversations, session);
  addHandOverCommand(conversations, session);
  addLinkCommand(conversations, session);
  withReason(onConversation(conversations.command('close')), 'why: needed, and kept for ever, so without a name')
    .description('close one; the customer opens it again by writing')
    .action(async (customerId: string, remedyId: string, { why }: { why?: string }) => {
      const body = { expectedVersion: await seenVersion(customerId, remedyId, session), why: reasonFor(why) };
      const response = await session.client().post([...placeOf(customerId, remedyId), 'close'], body);
      session.print(
        responseSchemas.changeConversation,
        response,
        () => `The conversation about ${remedyId} is closed.`,
      );
    });
}

function addAnswerCommand(conversations: Command, session: Session): void {
  onConversation(conversations.command('answer'))
    .description('answer where the customer wrote, by mail or on a network; it leaves within seconds')
    .option('--message <text>', 'what the customer reads: needed', visibleText)
    .option('--signed-by <name>', 'your name, as the mail is signed: needed', visibleText)
    .option('--asks', 'the customer is asked for something, and it is their turn', false)
    .addOption(new Option('--to <whom>', 'who reads it on a network; as they wrote without it').choices(answeredTo))
    .action(async (customerId: string, remedyId: string, { message, signedBy, asks, to }: Answering) => {
      if (message === undefined) throw new CommandError('Write what the customer reads, with --message "…".');
      if (signedBy === undefined) throw new CommandError('Say who answers, with --signed-by "…".');
      const expectedVersion = await seenVersion(customerId, remedyId, session);
      const body = { expectedVersion, message, signedBy, asks, ...(to !== undefined && { to }) };
      const response = await session.client().post([...placeOf(customerId, remedyId), 'answer'], body);
      session.print(responseSchemas.changeConversation, response, () => `The answer about ${remedyId} leaves now.`);
    });
}

function addLinkCommand(conversations: Command, session: Session): void {
  withReason(onConversation(conversations.command('link')), 'why: needed, and kept for ever, so without a name')
    .description('say whose one on a network is, by the order or reference that they wrote there in private')
    .option('--quoted <text>', 'the order, the payment or the reference: needed', visibleText)
    .action(async (customerId: string, remedyId: string, { quoted, why }: { quoted?: string; why?: string }) => {
      if (quoted === undefined) throw new CommandError('Say what they wrote, with --quoted "…".');
      const expectedVersion = await seenVersion(customerId, remedyId, session);
      const body = { expectedVersion, quoted, why: reasonFor(why) };
      const response = await session.client().post([...placeOf(customerId, remedyId), 'link'], body);
      session.print(responseSchemas.changeConversation, response, () => `The conversation ${remedyId} is linked.`);
    });
}

function addHandOverCommand(conversations: Command, session: Session): void {
  withReason(
    onConversation(conversations.command('hand-over')),
    'what whoever takes it there has to know: needed, and kept for ever, so without a name',
  )
    .description('give one to another owner; the customer goes on waiting since they wrote')
    .addOption(new Option('--to <owner>', 'who looks after it: needed').choices(conversationOwners))
    .action(async (customerId: string, remedyId: string, { to, why }: { to?: string; why?: string }) => {
      if (to === undefined) throw new CommandError(`Say to whom, with --to ${conversationOwners.join('|')}.`);
      const expectedVersion = await seenVersion(customerId, remedyId, session);
      const body = { expectedVersion, to, why: reasonFor(why) };
      const response = await session.client().post([...placeOf(customerId, remedyId), 'hand-over'], body);
      session.print(
        responseSchemas.changeConversation,
        response,
        () => `The conversation about ${remedyId} is ${to}’s.`,
      );
    });
}

function onConversation(command: Command): Command {
  return command.argument('<customerId>').argument('<remedyId>');
}

function placeOf(customerId: string, remedyId: string): string[] {
  return ['conversations', idInPath(customerId), idInPath(remedyId)];
}

async function seenVersion(customerId: string, remedyId: string, session: Session): Promise<number> {
  const response = await session.client().get(placeOf(customerId, remedyId));
  return session.understood(responseSchemas.showConversation, response).conversation.version;
}
