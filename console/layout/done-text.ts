/** What a page says after something was done, by the name that stands in its address. */
const texts = {
  approved: 'Approved. It is carried out within a minute or two.',
  'approved-once': 'Approved by you. Another person has to approve it too.',
  'words-approved': 'The words are approved. The mail leaves within a minute or two.',
  rejected: 'Rejected. Nothing is given.',
  'words-rejected': 'No mail is sent. What was given stays given.',
  'incident-approved': 'Approved. What waits with it is carried out within minutes.',
  'incident-rejected': 'Rejected. Of what waits with it nothing is given.',
  extended: 'There is more time to decide.',
  retried: 'It goes on its way again within a minute or two.',
  'all-retried': 'All of them go on their way again within a minute or two.',
  'all-released': 'All of them are released. They are carried out within a minute or two.',
  'all-approved-once': 'All of them are approved by you. Another person has to release them too.',
  switched: 'Switched. It is in force within ten seconds.',
  stopped: 'Switched off. It is in force within ten seconds.',
  'breaker-closed': 'The breaker is closed. What waited for the account goes on within a minute.',
  closed: 'Closed.',
  taken: 'You have it.',
  answered: 'The answer leaves within seconds.',
  resent: 'The mail leaves once more within a minute or two.',
  'mail-closed': 'It is off the list. What became of the mail stays as it is.',
  withdrawn: 'The verdict is withdrawn for what was not attempted yet.',
  'credit-withdrawn': 'The credit was withdrawn, or its partner was asked to. Look again later.',
  'put-back': 'Put back. They are tried once more within a minute or two.',
  'put-back-some': 'Some were put back, and more lie there. Ask again for the rest.',
  'put-back-not-all':
    'Some were put back, and not all of those that you ticked: they are gone, or somebody else has them.',
  'put-back-none': 'Nothing was put back: it is gone, somebody else has it, or it came after you looked.',
  dropped: 'Dropped.',
  'dropped-not-all':
    'Some were dropped, and not all of those that you ticked: they are gone, or somebody else has them.',
  'dropped-none': 'Nothing was dropped: it is gone, or somebody else has it. Look again in a minute.',
  marked: 'Marked. What was given stays as it is.',
  asked: 'Asked. The hold says by when it has to be decided.',
  reported: 'Reported. What comes of it stands here within seconds.',
  linked: 'Linked. The conversation shows what happened to this customer.',
  'handed-over': 'Handed over. Somebody there takes it.',
  given: 'Given. What comes of it stands here within seconds.',
  'told-mended': 'The mails leave within minutes, but for whoever was hurt again since.',
  'kept-silent': 'Nobody is told.',
  erased: 'Name and address are erased.',
} as const;

export type Done = keyof typeof texts;

/** The sentence, or undefined where an address names none of ours. */
export function doneText(address: URLSearchParams): string | undefined {
  const name = address.get('done');
  if (name === null || !Object.hasOwn(texts, name)) return undefined;
  const mails = name === 'erased' && /^\d{1,6}$/.exec(address.get('mails') ?? '')?.[0];
  return `${texts[name as Done]}${mails ? ` Mails that were kept as they left: ${mails}, and none is now.` : ''}`;
}
