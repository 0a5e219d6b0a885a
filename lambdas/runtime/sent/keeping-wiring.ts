import { S3Client } from '@aws-sdk/client-s3';
import { S3SentMails } from '../../email/sent/s3-sent-mails';
import type { Observer } from '../../flow/record/observer';
import { apologySettings } from '../environment/environment';
import { wireMails, type WiredApologies } from '../handlers/apology-handler';
import { awsClientConfig } from '../wiring/clients';

/**
 * The same function, which also keeps each mail as it left. It has the client of one service more; who keeps no mails
 * has the function without it.
 *
 * @param wire what it writes: `wireMailsAndMessages` where messages are begun
 */
export function keepingMails(
  wire: (observer: Observer) => WiredApologies = wireMails,
): (observer: Observer) => WiredApologies {
  return (observer) => {
    const wired = wire(observer);
    const { SENT_MAILS_BUCKET_NAME: bucket } = apologySettings(process.env);
    const { keeping } = wired.ports;
    if (bucket === undefined || !keeping) return wired;
    const mails = new S3SentMails(new S3Client(awsClientConfig), bucket);
    return { ...wired, ports: { ...wired.ports, keeping: { ...keeping, mails } } };
  };
}
