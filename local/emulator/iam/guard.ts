import type { RequestListener } from 'node:http';

/** What the local system asks IAM about before it answers. */
export type GuardedService =
  | 'athena'
  | 'connect'
  | 'dynamodb'
  | 'events'
  | 'lambda'
  | 's3'
  | 'secretsmanager'
  | 'ses'
  | 'sms-voice'
  | 'social-messaging'
  | 'sqs';

/** Puts IAM in front of the requests of a service. */
export type Guard = (service: GuardedService, listener: RequestListener) => RequestListener;

/** Where no roles are known, everybody may do everything. */
export const unguarded: Guard = (_service, listener) => listener;
