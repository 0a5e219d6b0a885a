import { Feedback, Replies, Shop } from '../../../lib';
import { rightsOf } from '../rights';
import { oneFailure, resourceOf, resourcesOf, secretOf, TeamStack, withWebhook } from '../synthesize';

type Scope = Parameters<typeof secretOf>[0];

const replies = Replies.email({ domain: 'replies.films.test' });
const feedbackFor = (scope: Scope) => Feedback.byMail({ linkSecret: secretOf(scope, 'team/feedback-links') });

const template = new TeamStack((stack) => ({
  ...withWebhook(stack),
  failures: oneFailure,
  replies,
  feedback: feedbackFor(stack),
})).template();

const actionsOf = (start: string): string[] =>
  rightsOf(template, start)
    .flatMap(({ actions }) => actions)
    .filter((action) => !/^(logs|xray):/.test(action))
    .sort();

function variablesOf(start: string): Readonly<Record<string, unknown>> {
  const { Properties } = resourceOf(template, 'AWS::Lambda::Function', start);
  return (Properties['Environment'] as { Variables: Record<string, unknown> }).Variables;
}

it('without the option nobody is asked, and there is nothing of it', () => {
  const json = JSON.stringify(new TeamStack(() => ({ failures: oneFailure, replies })).template().toJSON());
  expect(json).not.toMatch(/FEEDBACK|FeedbackReceived|feedback-intake/);
  const plain = new TeamStack(() => ({ failures: oneFailure, replies })).template();
  expect(JSON.stringify(rightsOf(plain, 'AmendsApologyMailApologise'))).not.toMatch(/secretsmanager|dynamodb:Query/);
});

it('the page that everybody reaches may do one thing: ask the function that takes answers', () => {
  expect(actionsOf('AmendsFeedbackPages')).toEqual(['lambda:InvokeFunction']);
  const { id } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsFeedbackIntake');
  expect(JSON.stringify(rightsOf(template, 'AmendsFeedbackPages'))).toContain(id);
  expect(Object.keys(variablesOf('AmendsFeedbackPages')).sort()).toEqual([
    'FEEDBACK_INTAKE_FUNCTION_NAME',
    'POWERTOOLS_LOG_LEVEL',
    'POWERTOOLS_METRICS_NAMESPACE',
    'POWERTOOLS_SERVICE_NAME',
  ]);
});

it('the function that takes answers writes what belongs to customers, tells of it, and sends no mail', () => {
  expect(actionsOf('AmendsFeedbackIntake')).toEqual([
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'events:PutEvents',
    'events:PutEvents',
    'secretsmanager:GetSecretValue',
  ]);
  const rights = JSON.stringify(rightsOf(template, 'AmendsFeedbackIntake'));
  expect(rights).toContain('FeedbackReceived');
  expect(rights).toContain('ConversationOpened');
  expect(rights).not.toMatch(/RemedyIssued|ses:|ConversationClosed/);
});

it('who writes to customers signs the links, and knows where the page is', () => {
  expect(variablesOf('AmendsApologyMailApologise')).toMatchObject({
    FEEDBACK_PAGE_URL: { 'Fn::GetAtt': [expect.stringMatching(/^AmendsFeedbackPages/), 'FunctionUrl'] },
    FEEDBACK_LINK_SECRET_NAME: 'team/feedback-links',
  });
  expect(variablesOf('AmendsApologyMailEmailEvents')).toMatchObject({ FEEDBACK_AFTER_DAYS: '2' });
  expect(variablesOf('AmendsRepliesHearing')).toMatchObject({ HEARS_FEEDBACK: 'true' });
  expect(actionsOf('AmendsApologyMailApologise')).toEqual(expect.arrayContaining(['dynamodb:Query']));
});

it('only functions of ours may say what a customer answered', () => {
  const policies = Object.values(resourcesOf(template, 'AWS::Events::EventBusPolicy')).map((one) =>
    JSON.stringify(one),
  );
  const { id } = resourceOf(template, 'AWS::IAM::Role', 'AmendsFeedbackIntake');
  expect(policies.some((policy) => policy.includes(id))).toBe(true);
});

it('days that are none, a missing way to answer, and a secret with two purposes are refused', () => {
  const stack = (props: (scope: Scope) => object) => () =>
    new TeamStack((scope) => ({ ...withWebhook(scope), failures: oneFailure, ...props(scope) }));
  expect(stack((scope) => ({ feedback: feedbackFor(scope) }))).toThrow('give the option replies too');
  const days = (daysAfterArrival: number) =>
    stack((scope) => ({ feedback: Feedback.byMail({ linkSecret: secretOf(scope, 'team/l'), daysAfterArrival }) }));
  for (const none of [-1, 31, 1.5]) expect(days(none)).toThrow('a whole number from 0 to 30');
  const shared = stack((scope) => {
    const linkSecret = secretOf(scope, 'team/links');
    const shop = Shop.http({ url: 'https://shop.example.com/amends', secret: linkSecret });
    return { replies, shop, feedback: Feedback.byMail({ linkSecret }) };
  });
  expect(shared).toThrow('One secret is for the');
});
