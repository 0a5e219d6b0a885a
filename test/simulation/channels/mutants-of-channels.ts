import type { Mutant, MutantGroup } from '../mutant';

const giveAnswer = 'lambdas/flow/channel/give-answer.ts';
const contact = 'lambdas/channels/consent/contact.ts';
const tellOnChannel = 'lambdas/flow/message/tell-on-channel.ts';
const choose = 'lambdas/flow/message/choose-channel.ts';
const mayWrite = 'lambdas/channels/rules/may-write.ts';

/** Ways to break what is heard and written on networks. */
const mutants: readonly Mutant[] = [
  {
    name: 'an answer on a network is sent again when in doubt',
    file: giveAnswer,
    find: "const waits = outcome.state === 'later' || (outcome.state === 'unknown' && asksAgain);",
    replace: "const waits = outcome.state === 'later' || outcome.state === 'unknown';",
    why: 'the network may have taken it, and the customer would read it twice',
  },
  {
    name: 'an attempt at an answer that died is made again',
    file: giveAnswer,
    find: 'if (!ports.sender.isIdempotent) {',
    replace: 'if (ports.sender.isIdempotent && !known) {',
    why: 'it may have been sent before whoever sent it died',
  },
  {
    name: 'an answer is not marked before it is sent',
    file: giveAnswer,
    find: "const sending = await save(next(before, { state: 'sending', attempts: before.attempts + 1 }, now), ports);",
    replace: 'const sending = { ...before, attempts: before.attempts + 1 };',
    why: 'an event is delivered at least once',
  },
  {
    name: 'an id is for several answers',
    file: giveAnswer,
    find: 'if (known && known.answerHash !== answerHash) {',
    replace: 'if (known && known.answerHash === undefined) {',
    why: 'the second would be said to be sent, and never was',
  },
  {
    name: 'an answer after STOP',
    file: giveAnswer,
    find: "return hasStopped(contact) ? { reason: 'not-reachable', why: 'the customer has said STOP' } : undefined;",
    replace: "return hasStopped(contact) && !contacts ? { reason: 'not-reachable', why: '' } : undefined;",
    why: 'whoever says STOP hears nothing more, whoever writes it',
  },
  {
    name: 'a message after STOP',
    file: choose,
    find: 'hasStopped: hasStopped(contact),',
    replace: 'hasStopped: hasStopped(undefined),',
    why: 'whoever says STOP hears nothing more, whatever a mail could not say',
  },
  {
    name: 'what was chosen before counts that is told later',
    file: contact,
    find: 'const isLater = before.choice === undefined || at > before.choice.at;',
    replace: 'const isLater = before.choice === undefined || at !== before.choice.at;',
    why: 'networks tell things in any order',
  },
  {
    name: 'STOP in the second of a START is lost',
    file: contact,
    find: 'const isChoice = choice !== undefined && (isLater || isStopAtOnce);',
    replace: 'const isChoice = choice !== undefined && isLater;',
    why: 'some networks count in seconds',
  },
  {
    name: 'a number is another where it is written in another way',
    file: contact,
    find: "const plain = /^\\+?[\\d ().-]{7,}$/.test(handle) ? handle.replace(/\\D/g, '') : handle;",
    replace: 'const plain = handle;',
    why: 'events name a number with blanks, and networks without',
  },
  {
    name: 'STOP is not put on the list of the network',
    file: 'lambdas/flow/channel/hear.ts',
    find: "if (choice === 'stop') await optOuts?.add(handle);",
    replace: '',
    why: 'others write from the same number',
  },
  {
    name: 'what cannot be heard is dropped',
    file: 'lambdas/runtime/channels/channel-topic-handler.ts',
    find: 'for (const one of items) results.push(await hear(one, ports));',
    replace: "for (const one of items) results.push(await hear(one, ports).catch(() => 'nothing' as const));",
    why: 'what came has to end with somebody',
  },
  {
    name: 'a webhook is answered before its messages are kept',
    file: 'lambdas/runtime/channels/channel-webhook-handler.ts',
    find: 'await received.keep(messages, clock());',
    replace: 'await received.keep(messages, clock()).catch(() => undefined);',
    why: 'the network tells again only what it was not told is taken',
  },
  {
    name: 'nobody reads what came but complaints',
    file: 'lambdas/flow/channel/take-message.ts',
    find: 'await publisher.receive(receivedOf(message, link, judgement, ports, amplified));',
    replace:
      "if (judgement.judgedAs === 'complaint') await publisher.receive(receivedOf(message, link, judgement, ports, amplified));",
    why: 'when in doubt it is a person’s',
  },
  {
    name: 'a message is told twice on one network',
    file: 'lambdas/ledger/notice/channel-transitions.ts',
    find: 'tried: [...tried, network],',
    replace: 'tried: [...tried],',
    why: 'what came back there comes back there again',
  },
  {
    name: 'a message in doubt is told on the next network',
    file: tellOnChannel,
    find: "const noted = await noteMove(notice, { to: 'unknown', ...doubt }, context);",
    replace:
      "const noted = await noteMove(notice, { ...doubt, to: 'suppressed', trouble: 'address-refused' }, context);",
    why: 'nobody knows whether it left',
  },
  {
    name: 'an owner is not told of a message in doubt',
    file: tellOnChannel,
    find: 'if (notice && isInDoubt(notice, unread)) await tellOwner(notice, context);',
    replace: '',
    why: 'whoever noted it may have died before they told',
  },
  {
    name: 'an owner is not told of a network that refuses',
    file: tellOnChannel,
    find: 'return isJustRefused(notice) && noticeVersion !== notice.version;',
    replace: 'return isJustRefused(notice) && noticeVersion > notice.version;',
    why: 'whoever noted it may have died before they told',
  },
  {
    name: 'a message goes to the handle of another network',
    file: 'lambdas/channels/choice/channel-for.ts',
    find: 'else return { network, handle, passedOver, ...verdict };',
    replace: 'else return { network, handle: customer.channels[0]?.handle ?? handle, passedOver, ...verdict };',
    why: 'a number on one network may be somebody else’s on another',
  },
  {
    name: 'an answer after the window',
    file: mayWrite,
    find: 'if (windowHours !== undefined && hours >= windowHours) {',
    replace: 'if (windowHours !== undefined && hours >= windowHours * 100) {',
    why: 'the network blocks whoever writes later',
  },
  {
    name: 'a machine answers in the time of people',
    file: mayWrite,
    find: "if (isForPeople && by === 'machine') {",
    replace: "if (isForPeople && by === 'machine' && hours < 0) {",
    why: 'the network takes it from people alone',
  },
  {
    name: 'everybody reads an address',
    file: giveAnswer,
    find: "const personal = to === 'public' ? personalIn(text) : undefined;",
    replace: 'const personal = undefined;',
    why: 'what is personal is not said in public',
  },
  {
    name: 'a day may cost what it likes',
    file: 'lambdas/channels/spend/message-spend.ts',
    find: "if (after > dayBudgetUsdMicros) return 'over';",
    replace: "if (after > dayBudgetUsdMicros * 100) return 'over';",
    why: 'a flood of bounces would empty an account',
  },
  {
    name: 'who counts at once counts once',
    file: 'lambdas/channels/spend/message-spend.ts',
    find: "if ((await spend.save(next)) === 'saved') return 'taken';",
    replace: "await spend.save(next); return 'taken';",
    why: 'several functions write messages at once',
  },
];

/** Each by itself. */
export const mutantsOfChannels: readonly MutantGroup[] = mutants.map((mutant) => ({
  name: mutant.name,
  mutants: [mutant],
  worker: 'channels/worker.ts',
}));
