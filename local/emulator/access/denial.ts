import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { GuardedService } from '../iam/guard';

/** Refuses a request as the service does where IAM does not allow it. */
export function sendDenial(response: ServerResponse, service: GuardedService, why: string): void {
  switch (service) {
    case 'ses':
      return sendXml(response, sesRefusal(why));
    case 's3':
      return sendXml(response, `<Error><Code>AccessDenied</Code><Message>${escaped(why)}</Message></Error>`);
    case 'connect':
    case 'lambda':
    case 'social-messaging':
      return sendJson(response, 403, { Message: why }, { 'X-Amzn-ErrorType': 'AccessDeniedException' });
    case 'athena':
    case 'dynamodb':
    case 'events':
    case 'secretsmanager':
    case 'sms-voice':
    case 'sqs':
      return sendJson(response, 400, { __type: 'AccessDeniedException', message: why, Message: why }, {});
  }
}

function sendJson(response: ServerResponse, status: number, body: object, headers: Record<string, string>): void {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0', ...headers });
  response.end(JSON.stringify(body));
}

function sesRefusal(why: string): string {
  const error = `<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${escaped(why)}</Message></Error>`;
  return `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}

function sendXml(response: ServerResponse, body: string): void {
  response.writeHead(403, { 'Content-Type': 'text/xml' });
  response.end(body);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
