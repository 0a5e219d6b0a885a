import { connect } from 'node:net';
import { startMailReceiver } from '../../../../local/emulator/mail/mail-receiver';

/** What a server says until it ends the connection. */
function answersTo(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answers = '';
    socket.setEncoding('utf8');
    socket.on('data', (answer: string) => (answers += answer));
    socket.on('error', reject);
    socket.on('close', () => resolve(answers));
  });
}

it('a page of the web that posts to where mail comes is turned away before it can say anything as mail', async () => {
  const invoked: unknown[] = [];
  const rule = { recipients: ['replies.example.com'], bucket: 'mail', keyPrefix: '', functionName: 'replies' };
  const receiver = await startMailReceiver(0, {
    template: { receiptRules: [rule] },
    functions: { invokeAsync: (...run: unknown[]) => void invoked.push(run) },
    objectsUrl: 'http://127.0.0.1:9',
  });
  try {
    const mail = 'HELO there\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<r@replies.example.com>\r\nDATA\r\nHello\r\n.\r\n';
    const answers = await answersTo(receiver.port, `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n${mail}`);
    expect(answers).toContain('421');
    expect(answers).not.toMatch(/^(250|354)/m);
    expect(invoked).toEqual([]);
  } finally {
    await receiver.stop();
  }
});
