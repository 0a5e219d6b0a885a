import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { Channel, FailureType, Replies, type ChannelOptions, type RefundAutomationProps } from '../../../lib';
import { onlyEvents, rightsOf } from '../rights';
import { oneFailure, resourcesOf, secretOf, TeamStack } from '../synthesize';

// What keeps what customers write on channels as conversations: where it is, what it may, and who else may say so.

const vk = (scope: Stack, more: ChannelOptions = {}): Channel =>
  Channel.vk({
    group: '2210',
    confirmation: '693d0ba9',
    secret: secretOf(scope, 'team/vk-signs'),
    groupToken: secretOf(scope, 'team/vk-writes'),
    complaints: { counts: 'every-message' },
    ...more,
  });

function deployed(more: (scope: Stack) => Partial<RefundAutomationProps> = () => ({})): Template {
  return new TeamStack((scope) => {
    const { channels = [vk(scope)], ...others } = more(scope);
    return { failures: [...oneFailure, FailureType.of(complaintRaised)], channels, ...others };
  }).template();
}

const servicesOf = (template: Template): string[] =>
  Object.values(resourcesOf(template, 'AWS::Lambda::Function')).flatMap(({ Properties }) => {
    const { Variables = {} } = (Properties['Environment'] ?? {}) as { Variables?: Record<string, string> };
    return Variables['POWERTOOLS_SERVICE_NAME'] ?? [];
  });

const roleOf = (template: Template, service: string): string => {
  const [id] =
    Object.entries(resourcesOf(template, 'AWS::Lambda::Function')).find(([, { Properties }]) =>
      JSON.stringify(Properties['Environment']).includes(`"${service}"`),
    ) ?? [];
  if (id === undefined) throw new Error(`there is no ${service}`);
  return id.replace(/Function[0-9A-F]{8}$/, 'Role');
};

test('conversations on channels are there wherever there is a channel, and are looked after once', () => {
  const alone = servicesOf(deployed());
  expect(alone).toEqual(expect.arrayContaining(['channel-conversations', 'conversations']));
  const replies = Replies.email({ domain: 'replies.films.test' });
  const withMail = servicesOf(deployed(() => ({ replies })));
  expect(withMail.filter((service) => service === 'conversations')).toHaveLength(1);
  expect(servicesOf(deployed(() => ({ channels: [] })))).not.toContain('channel-conversations');
  const elsewhere = deployed((scope) => ({ channels: [vk(scope, { conversations: false })] }));
  expect(servicesOf(elsewhere)).not.toContain('channel-conversations');
});

test('what keeps them reaches customers and no money, reads no secret, and hands answers over to channels', () => {
  const template = deployed();
  const rights = rightsOf(template, roleOf(template, 'channel-conversations'));
  const actions = rights.flatMap((right) => right.actions);
  expect(actions).not.toContain('secretsmanager:GetSecretValue');
  expect(
    rights.filter((right) => right.actions.includes('dynamodb:PutItem')).map(({ condition }) => condition),
  ).toEqual([
    {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#*', 'SPELLING#*', 'REPLY#*', 'AMPLIFIED#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  ]);
  const published = rights.filter((right) => right.actions.includes('events:PutEvents'));
  expect(published.map(({ condition }) => condition)).toEqual([
    onlyEvents(['amends'], ['ConversationOpened']),
    onlyEvents(['channels.answers'], ['AnswerWritten']),
  ]);
});

test('everybody else is denied to answer in the company’s name, and to say that somebody complained', () => {
  const statements = Object.values(resourcesOf(deployed(), 'AWS::Events::EventBusPolicy')).map(({ Properties }) =>
    JSON.stringify(Properties['Statement']),
  );
  for (const source of ['channels.answers', 'amends.channels']) {
    const denying = statements.filter((text) => text.includes('"Deny"') && text.includes(`"${source}"`));
    const guarding = denying.filter((text) => !text.includes('StringNotEquals"'));
    expect(guarding).toHaveLength(1);
    expect(guarding[0]).toContain('aws:userid');
  }
});
