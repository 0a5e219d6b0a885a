import path from 'node:path';
import { buildSync } from 'esbuild';
import { functionBundling } from '../../../lib/function/function-code';

const root = path.join(__dirname, '../../..');

/** What a bundle holds of the SDK, and of our own channels. */
function heldBy(entry: string): { readonly clients: readonly string[]; readonly files: readonly string[] } {
  const { metafile } = buildSync({
    ...functionBundling,
    entryPoints: [path.join(root, entry)],
    absWorkingDir: root,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const files = used.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const clients = files.flatMap((file) => /@aws-sdk\/(client-[\w-]+)\//.exec(file)?.[1] ?? []);
  return { clients: [...new Set(clients)].sort(), files };
}

const names = ['chatwoot', 'facebook', 'http', 'instagram', 'linkedin', 'odnoklassniki', 'vk', 'wechat', 'x'];

describe.each(names)('the functions of %s', (name) => {
  const others = names.filter((other) => other !== name);
  const ofOthers = (files: readonly string[]) =>
    files.filter((file) => others.some((other) => file.includes(`lambdas/channels/${other}/`)));

  it.each([
    ['webhook', ['client-secrets-manager', 'client-sqs']],
    ['messages', ['client-dynamodb', 'client-eventbridge', 'client-secrets-manager']],
    ['answer', ['client-dynamodb', 'client-eventbridge', 'client-secrets-manager']],
  ])('%s holds the clients that it uses, and nothing of another network', (kind, clients) => {
    const held = heldBy(`lambdas/channels/${name}/${kind}-handler.ts`);
    expect(held.clients).toEqual(clients);
    expect(ofOthers(held.files)).toEqual([]);
  });

  it('the public one has nothing that sends', () => {
    const { files } = heldBy(`lambdas/channels/${name}/webhook-handler.ts`);
    expect(
      files.filter((file) =>
        /(ask-graph|chatwoot-messages|facebook-graph|instagram-graph|vk-methods|x-api|wechat-api|wechat-token|ok-messages|linkedin-comments|linkedin-token|http-answers|dynamo-)/.test(
          file,
        ),
      ),
    ).toEqual([]);
  });
});

describe('a channel that AWS carries', () => {
  it.each([
    [
      'sms/messages',
      ['client-dynamodb', 'client-eventbridge', 'client-pinpoint-sms-voice-v2', 'client-secrets-manager'],
    ],
    ['whatsapp/messages', ['client-dynamodb', 'client-eventbridge', 'client-secrets-manager']],
    ['sms/answer', ['client-dynamodb', 'client-eventbridge', 'client-pinpoint-sms-voice-v2', 'client-secrets-manager']],
    ['whatsapp/answer', ['client-dynamodb', 'client-eventbridge', 'client-secrets-manager', 'client-socialmessaging']],
  ])('%s holds the clients that it uses', (name, clients) => {
    expect(heldBy(`lambdas/channels/${name}-handler.ts`).clients).toEqual(clients);
  });

  it.each([
    ['apologise', false],
    ['messages/apologise', true],
  ])('the function %s loads the clients of messages: %s', (name, loads) => {
    const { clients } = heldBy(`lambdas/functions/${name}.ts`);
    expect(clients.includes('client-pinpoint-sms-voice-v2')).toBe(loads);
    expect(clients.includes('client-socialmessaging')).toBe(loads);
  });
});
