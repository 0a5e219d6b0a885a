import {
  GetLinkedWhatsAppBusinessAccountCommand,
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  ListWhatsAppMessageTemplatesCommand,
  type TemplateSummary,
} from '@aws-sdk/client-socialmessaging';
import {
  whatsappSettingsSchema,
  type WhatsAppSettings,
} from '../../../lambdas/channels/whatsapp/send/whatsapp-settings';
import { advice, look, notReady, notSeen, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import type { DeployedChannel } from './deployed-channels';

const what = { number: 'WhatsApp number', account: 'WhatsApp account', templates: 'WhatsApp templates' } as const;

/** Whether the number is linked and well, its account tells the channel, and Meta still approves the templates. */
export async function checkWhatsApp(
  { settings: given, topicArn }: Pick<DeployedChannel, 'settings' | 'topicArn'>,
  aws: AwsClients,
): Promise<readonly Check[]> {
  const settings = whatsappSettingsSchema.safeParse(given);
  if (!settings.success) return [notSeen(what.number, 'the functions name no number that this version knows')];
  const { phoneNumberId } = settings.data;
  const list = 'aws socialmessaging list-linked-whatsapp-business-accounts';
  const number = await numberOf(phoneNumberId, aws);
  const account = number?.linkedWhatsAppBusinessAccountId;
  if (!number?.phoneNumber || account === undefined) {
    return [notReady(what.number, `${phoneNumberId} is linked to no account: nothing is sent or received`, list)];
  }
  const { displayPhoneNumber = phoneNumberId, qualityRating = 'UNKNOWN' } = number.phoneNumber;
  return [
    ratingCheck(displayPhoneNumber, qualityRating),
    ...(await look(what.account, () => accountChecks(account, topicArn, aws))),
    ...(await look(what.templates, () => templateChecks(account, settings.data, aws))),
  ];
}

function ratingCheck(number: string, rating: string): Check {
  if (rating === 'RED') {
    return advice(
      what.number,
      `${number} is there, and customers have blocked or reported it so often that Meta rates it RED`,
    );
  }
  return ready(what.number, `${number} is linked, and Meta rates it ${rating}`);
}

async function numberOf(id: string, { whatsapp }: AwsClients) {
  try {
    return await whatsapp.send(new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

async function accountChecks(
  id: string,
  topicArn: string | undefined,
  { whatsapp }: AwsClients,
): Promise<readonly Check[]> {
  const { account } = await whatsapp.send(new GetLinkedWhatsAppBusinessAccountCommand({ id }));
  if (account?.registrationStatus === 'INCOMPLETE') {
    return [notReady(what.account, 'its registration is not complete: finish it in the console of AWS')];
  }
  const destinations = (account?.eventDestinations ?? []).map(({ eventDestinationArn: arn }) => arn);
  if (topicArn === undefined) return [notSeen(what.account, 'nobody here can see the topic of the channel')];
  if (destinations.includes(topicArn)) return [ready(what.account, 'it tells the channel what customers write')];
  const put = `aws socialmessaging put-whatsapp-business-account-event-destinations --id ${id} --event-destinations eventDestinationArn=${topicArn}`;
  const where = destinations.length === 0 ? 'nobody' : destinations.join(', ');
  return [notReady(what.account, `it tells ${where} what customers write, and not the channel`, put)];
}

/** Whoever is not approved is not sent, and the customer hears nothing there. */
async function templateChecks(
  id: string,
  { approvedTemplates }: WhatsAppSettings,
  { whatsapp }: AwsClients,
): Promise<readonly Check[]> {
  const wanted = Object.entries(approvedTemplates);
  if (wanted.length === 0) return [];
  const found: TemplateSummary[] = [];
  let nextToken: string | undefined;
  do {
    const page = await whatsapp.send(new ListWhatsAppMessageTemplatesCommand({ id, nextToken }));
    found.push(...(page.templates ?? []));
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  const stateOf = (metaId: string): string =>
    found.find(({ metaTemplateId }) => metaTemplateId === metaId)?.templateStatus ?? 'not there';
  const wrong = wanted.flatMap(([locale, metaId]) => {
    const state = stateOf(metaId);
    return state === 'APPROVED' ? [] : [`${locale} (${metaId}) is ${state}`];
  });
  if (wrong.length === 0) return [ready(what.templates, `Meta approves all ${wanted.length}`)];
  const list = `aws socialmessaging list-whatsapp-message-templates --id ${id}`;
  return [notReady(what.templates, `no message is begun with what Meta does not approve: ${wrong.join(', ')}`, list)];
}
