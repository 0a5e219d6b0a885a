import type { Context } from 'aws-lambda';
import { ruleSetHandler } from '../../../lambdas/runtime/replies/rule-set-handler';

/** What SES has active, as a deployment finds and leaves it. */
async function deploy(RequestType: 'Create' | 'Update' | 'Delete', before: string | undefined) {
  let active = before;
  const answers: { readonly Status: string; readonly Reason?: string }[] = [];
  const handler = ruleSetHandler(() => ({
    sets: {
      active: async () => active,
      activate: async (name) => {
        active = name;
      },
    },
    answer: async (_url, body) => void answers.push(JSON.parse(body) as (typeof answers)[number]),
  }));
  const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Active' };
  const event = {
    RequestType,
    ResponseURL: 'https://example.com/answer',
    ...ids,
    ResourceProperties: { ServiceToken: 'arn', RuleSetName: 'ours' },
  };
  await handler(event, { functionName: 'reply-rule-set' } as Context);
  return { active, answer: answers[0] };
}

it('our rule set is activated where none is active', async () => {
  expect(await deploy('Create', undefined)).toMatchObject({ active: 'ours', answer: { Status: 'SUCCESS' } });
  expect(await deploy('Update', 'ours')).toMatchObject({ active: 'ours', answer: { Status: 'SUCCESS' } });
});

it('another rule set stays active, and the deployment is told to name it', async () => {
  const { active, answer } = await deploy('Create', 'company-mail');
  expect(active).toBe('company-mail');
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining("ruleSetName: 'company-mail'") });
});

it('ours is taken back only if it is still ours', async () => {
  expect(await deploy('Delete', 'ours')).toMatchObject({ active: undefined, answer: { Status: 'SUCCESS' } });
  expect(await deploy('Delete', 'company-mail')).toMatchObject({
    active: 'company-mail',
    answer: { Status: 'SUCCESS' },
  });
});
