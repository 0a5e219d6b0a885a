import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ConnectClient } from '@aws-sdk/client-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { CliContext } from '../../commands/cli-context';

/** The services of AWS that the doctor reads. */
export interface AwsClients {
  readonly bus: Pick<EventBridgeClient, 'send'>;
  readonly contactCenter: Pick<ConnectClient, 'send'>;
  readonly database: Pick<DynamoDBClient, 'send'>;
  readonly functions: Pick<LambdaClient, 'send'>;
  readonly mail: Pick<SESv2Client, 'send'>;
  readonly metrics: Pick<CloudWatchClient, 'send'>;
  /** End User Messaging SMS. */
  readonly numbers: Pick<PinpointSMSVoiceV2Client, 'send'>;
  readonly objects: Pick<S3Client, 'send'>;
  readonly questions: Pick<AthenaClient, 'send'>;
  readonly queues: Pick<SQSClient, 'send'>;
  /** Version 2 of SES's API sends, and only version 1 receives. */
  readonly receiving: Pick<SESClient, 'send'>;
  readonly roles: Pick<IAMClient, 'send'>;
  readonly schedules: Pick<SchedulerClient, 'send'>;
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
  readonly stacks: Pick<CloudFormationClient, 'send'>;
  readonly topics: Pick<SNSClient, 'send'>;
  /** End User Messaging Social. */
  readonly whatsapp: Pick<SocialMessagingClient, 'send'>;
}

/** Where they are: the region, and an endpoint for all or for one of them where the environment names it. */
export type ConnectAws = (context: Pick<CliContext, 'credentials' | 'environment'>, region?: string) => AwsClients;

export const connectAws: ConnectAws = ({ credentials, environment }, given) => {
  const region = given ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  const at = (service: string) => {
    const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment['AWS_ENDPOINT_URL'];
    return { credentials, maxAttempts: 3, ...(region && { region }), ...(endpoint && { endpoint }) };
  };
  return {
    bus: new EventBridgeClient(at('EVENTBRIDGE')),
    contactCenter: new ConnectClient(at('CONNECT')),
    database: new DynamoDBClient(at('DYNAMODB')),
    functions: new LambdaClient(at('LAMBDA')),
    mail: new SESv2Client(at('SESV2')),
    metrics: new CloudWatchClient(at('CLOUDWATCH')),
    numbers: new PinpointSMSVoiceV2Client(at('PINPOINT_SMS_VOICE_V2')),
    objects: new S3Client(at('S3')),
    questions: new AthenaClient(at('ATHENA')),
    queues: new SQSClient(at('SQS')),
    receiving: new SESClient(at('SES')),
    roles: new IAMClient(at('IAM')),
    schedules: new SchedulerClient(at('SCHEDULER')),
    secrets: new SecretsManagerClient(at('SECRETS_MANAGER')),
    stacks: new CloudFormationClient(at('CLOUDFORMATION')),
    topics: new SNSClient(at('SNS')),
    whatsapp: new SocialMessagingClient(at('SOCIALMESSAGING')),
  };
};
