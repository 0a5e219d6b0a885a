import type { AwsClients } from '../../cli/doctor/stage/aws-clients';

/** What AWS answers to a command, by its input. A thrown error is AWS's refusal. */
export type AwsAnswers = Readonly<Record<string, (input: never) => unknown>>;

/** AWS, as far as a test says what it answers. A command that it does not know is a mistake of the test. */
export function fakeAws(answers: AwsAnswers, asked: string[] = []): AwsClients {
  const send = (command: { readonly input: unknown; readonly constructor: { readonly name: string } }) => {
    const { name } = command.constructor;
    asked.push(name);
    const answer = answers[name];
    if (!answer) return Promise.reject(new Error(`this test does not say what AWS answers to ${name}`));
    return Promise.resolve().then(() => answer(command.input as never));
  };
  const client = { send } as never;
  return {
    bus: client,
    contactCenter: client,
    database: client,
    functions: client,
    mail: client,
    metrics: client,
    numbers: client,
    objects: client,
    questions: client,
    queues: client,
    receiving: client,
    roles: client,
    schedules: client,
    secrets: client,
    stacks: client,
    topics: client,
    whatsapp: client,
  };
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}
