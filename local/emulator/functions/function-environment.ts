import { devNull } from 'node:os';
import { functionUrl, queueUrl } from '../assembly/names';
import { accessKeyOf } from '../template/roles';
import type { FunctionDefinition } from '../template/functions';

/** URLs of the local services, for those that a function would find in AWS. */
export interface LocalServices {
  readonly account: string;
  readonly region: string;
  readonly athena: string;
  readonly eventbridge: string;
  readonly dynamodb: string;
  readonly mail: string;
  readonly queues: string;
  readonly objects: string;
  readonly secrets: string;
  /** End User Messaging SMS and Social. Missing where there is no number. */
  readonly smsVoice?: string | undefined;
  readonly socialMessaging?: string | undefined;
  /** Connect. Missing where no contact center calls. */
  readonly connect?: string | undefined;
  /** Where functions are invoked; below it, their URLs. */
  readonly lambda: string;
}

/** Where a function is reached over HTTP on this machine. */
export function localFunctionUrl(lambdaUrl: string, functionName: string): string {
  return `${lambdaUrl}${urlPrefix}${functionName}/`;
}

/** The path before the name of a function in its URL. */
export const urlPrefix = '/url/';

/** What a client needs to talk to the local system instead of AWS. */
export function clientEnvironment(services: LocalServices): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_ATHENA: services.athena,
    AWS_ENDPOINT_URL_DYNAMODB: services.dynamodb,
    AWS_ENDPOINT_URL_EVENTBRIDGE: services.eventbridge,
    AWS_ENDPOINT_URL_LAMBDA: services.lambda,
    AWS_ENDPOINT_URL_S3: services.objects,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.secrets,
    AWS_ENDPOINT_URL_SES: services.mail,
    AWS_ENDPOINT_URL_SQS: services.queues,
    ...(services.smsVoice !== undefined && { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: services.smsVoice }),
    ...(services.socialMessaging !== undefined && { AWS_ENDPOINT_URL_SOCIALMESSAGING: services.socialMessaging }),
    ...(services.connect !== undefined && { AWS_ENDPOINT_URL_CONNECT: services.connect }),
    AWS_REGION: services.region,
    // The AWS CLI and the SDK for Python look for the region under this name.
    AWS_DEFAULT_REGION: services.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

/**
 * The environment of a function: what the template says, and what Lambda adds. AWS services are those on this machine,
 * and so are the queues and functions whose URLs the template passes.
 */
export function functionEnvironment(
  definition: FunctionDefinition,
  services: LocalServices,
  functionNames: readonly string[] = [],
): Record<string, string> {
  const { environment, name, memoryMegabytes, runtime, handler, assetFolder } = definition;
  const local = Object.entries(environment).map(
    ([key, value]) => [key, withLocalAddresses(value, services, functionNames)] as const,
  );
  return {
    ...Object.fromEntries(local),
    ...clientEnvironment(services),
    AWS_ACCESS_KEY_ID: accessKeyOf(name),
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: assetFolder,
    _HANDLER: handler,
    // A function must not see the AWS profile of the user of this machine.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    // The local system may run on an older Node than Lambda, and the SDK would warn each time.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** Replaces the AWS addresses of queues and functions in a text of the template by local ones. */
export function withLocalAddresses(
  text: string,
  services: Pick<LocalServices, 'account' | 'region' | 'queues' | 'lambda'>,
  functionNames: readonly string[],
): string {
  return localAddresses(services, functionNames).reduce((rest, { aws, here }) => rest.replaceAll(aws, here), text);
}

function localAddresses(
  services: Pick<LocalServices, 'account' | 'region' | 'queues' | 'lambda'>,
  functionNames: readonly string[],
): { aws: string; here: string }[] {
  return [
    { aws: queueUrl('', services), here: `${services.queues}/000000000000/` },
    ...functionNames.map((name) => ({
      aws: functionUrl(name, services),
      here: localFunctionUrl(services.lambda, name),
    })),
  ];
}
