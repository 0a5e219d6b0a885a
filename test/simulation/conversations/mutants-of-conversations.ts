import type { Mutant, MutantGroup } from '../mutant';

const worker = 'conversations/worker.ts';
const sendAnswer = 'lambdas/flow/converse/send-answer.ts';
const hearReply = 'lambdas/flow/converse/hear-reply.ts';
const hearAgent = 'lambdas/flow/agents/hear-agent.ts';
const answerByMail = 'lambdas/flow/agents/answer-by-mail.ts';
const lookAfter = 'lambdas/flow/converse/look-after.ts';

/** Ways to break what becomes of mails of customers, and of answers to them. */
const mutants: readonly Mutant[] = [
  {
    name: 'an answer in doubt is sent again',
    file: sendAnswer,
    find: "await note(begun, lineId, { to: 'unknown', why: 'the mail service did not say whether it took it' }, context);",
    replace: "await note(begun, lineId, { to: 'wanted', why: 'once more' }, context);",
    why: 'the mail service may have taken it, and the customer would read it twice',
  },
  {
    name: "another's version taken for our own",
    file: 'lambdas/flow/converse/converse-context.ts',
    find: 'return stored?.token === next.token ? stored : undefined;',
    replace: 'return stored;',
    why: 'two who send at once would both believe that they are the one who does',
  },
  {
    name: 'an answer after a complaint',
    file: sendAnswer,
    find: 'return complained || isUnwanted(conversation) ?',
    replace: 'return complained ?',
    why: 'whoever called an answer of ours spam would get another one',
  },
  {
    name: 'words that come after an erasure stay',
    file: 'lambdas/flow/converse/erased-meanwhile.ts',
    find: 'if (envelope && !isErased(customerRecord.tombstone, envelope.detectedAt)) return false;',
    replace: 'if (customerId !== undefined) return false;',
    why: 'an erasure that came between a read and a write has not seen what was written',
  },
  {
    name: 'anybody is believed to be who they say',
    file: 'lambdas/email/inbound/believed-sender.ts',
    find: "if (verdicts.dmarc === 'PASS') return true;",
    replace: 'if (domain) return true;',
    why: 'anybody can write mail in anybody’s name',
  },
  {
    name: 'an address is not looked at',
    file: 'lambdas/email/inbound/believed-sender.ts',
    find: "if (from === undefined || others.length > 0 || !isSameAddress(from, address)) return 'it is from another address';",
    replace: "if (from === undefined) return 'it is from another address';",
    why: 'the token of a mail says which remedy, and not who writes',
  },
  {
    name: 'a mail is heard each time that it comes',
    file: 'lambdas/conversation/conversation-transitions.ts',
    find: "if (stored.lines.some(({ id }) => id === line.id)) return { is: 'known' };",
    replace: '',
    why: 'mails are delivered at least once',
  },
  {
    name: 'the copy of an agent is answered by anybody',
    file: hearAgent,
    find: 'return why === undefined ? agent : { notSent: why };',
    replace: 'return agent;',
    why: 'the sender of a mail is what whoever writes says',
  },
  {
    name: 'an answer that came twice is two',
    file: hearAgent,
    find: 'const lineId = hashOf(`${remedyId}#${mail.mailId ?? received.id}#${hash}`).slice(0, 24);',
    replace: 'const lineId = hashOf(`${remedyId}#${received.id}#${hash}`).slice(0, 24);',
    why: 'a mail may come by two ways, with one Message-ID',
  },
  {
    name: 'what somebody has is answered by another',
    file: answerByMail,
    find: "if (state === 'taken' && !isMine(holder))",
    replace: "if (state === 'taken' && lines.length < 0)",
    why: 'two people who answer one customer are worse than a late answer',
  },
  {
    name: 'what somebody has answered is answered by another',
    file: answerByMail,
    find: 'return other?.answer && `${other.answer.actor} has answered it`;',
    replace: 'return undefined;',
    why: 'the mailbox has one copy, and two people read it',
  },
  {
    name: 'a signature goes to the customer',
    file: 'lambdas/email/inbound/cut-answer.ts',
    find: 'const answer = tidy(end < 0 ? above : above.slice(0, end));',
    replace: 'const answer = tidy(above);',
    why: 'what stands in signatures is for colleagues',
  },
  {
    name: 'a mail is removed whose copy was not sent',
    file: hearReply,
    find: "if (isWhole && forwarded === 'sent') await context.raw.remove(received.id);",
    replace: 'if (isWhole) await context.raw.remove(received.id);',
    why: 'what comes beyond the bound would be with nobody',
  },
  {
    name: 'a mail is removed before its copy leaves',
    file: hearReply,
    find: 'if (!raw) return',
    replace: 'await context.raw.remove(received.id); if (!raw) return',
    why: 'whoever hears it may die before anybody has it',
  },
  {
    name: 'nobody sends on what was not begun',
    file: lookAfter,
    find: "if (answer.state === 'wanted' && age > answeredWithinMs)",
    replace: "if (answer.state === 'wanted' && age < 0)",
    why: 'the bus may not have heard of an answer, and whoever wrote it believes that it left',
  },
];

/** Two guards, of which each holds where the other is gone. */
const copyLeaves: readonly Mutant[] = [
  {
    name: 'the copy goes to the customer',
    file: 'lambdas/email/inbound/cut-reply.ts',
    find: 'return lines.slice(0, beginOfIntroduction(lines, firstOfOurs(lines, isOwn, mail), mail, isKnown));',
    replace: 'return [...lines];',
    why: 'a copy says what is known of the customer, in words for colleagues',
  },
  {
    name: 'ids of ours may stand in an answer',
    file: 'lambdas/email/inbound/cut-answer.ts',
    find: 'const isLeaked = inside.some(',
    replace: 'const isLeaked = [].some(',
    why: 'a copy that was not recognised has ids of ours in it',
  },
];

/** Every mutant by itself, and those together that hide each other. */
export const mutantsOfConversations: readonly MutantGroup[] = [
  ...mutants.map((mutant) => ({ name: mutant.name, mutants: [mutant], worker })),
  { name: copyLeaves.map(({ name }) => name).join(' + '), mutants: copyLeaves, worker },
];
