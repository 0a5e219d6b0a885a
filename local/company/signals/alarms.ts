import type { Bus } from '../../emulator/bus/bus';

/** An alarm that changes its state. */
export interface AlarmChange {
  readonly alarmName: string;
  readonly is: 'ALARM' | 'OK';
  readonly at: Date;
}

/** CloudWatch: tells the account's default bus when an alarm changes its state. */
export class Alarms {
  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly place: { readonly account: string; readonly region: string },
  ) {}

  change({ alarmName, is, at }: AlarmChange): void {
    const { account, region } = this.place;
    // As CloudWatch writes it: 2019-10-02T17:04:40.985+0000.
    const timestamp = at.toISOString().replace('Z', '+0000');
    const before = is === 'ALARM' ? 'OK' : 'ALARM';
    const detail = {
      alarmName,
      configuration: { description: 'Too many requests fail.' },
      previousState: { value: before, reason: 'Threshold Crossed', timestamp },
      state: { value: is, reason: 'Threshold Crossed', timestamp },
    };
    const resources = [`arn:aws:cloudwatch:${region}:${account}:alarm:${alarmName}`];
    this.bus.publish(
      { source: 'aws.cloudwatch', detailType: 'CloudWatch Alarm State Change', resources, detail },
      undefined,
    );
  }
}
