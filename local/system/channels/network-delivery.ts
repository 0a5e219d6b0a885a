import {
  addressOf,
  type CallingNetwork,
  type SignedRequest,
  type Writing,
} from '../../company/networks/seen/emulated-network';
import type { Activity } from '../../emulator/server/activity';

/** How what somebody writes there gets to us. */
export interface NetworkDelivery {
  /** Somebody writes. The status of the answer that the network gets. */
  write(writing: Writing): Promise<number>;
  /** The network delivers the newest again, as networks do. Undefined where nothing was written yet. */
  repeat(): Promise<number | undefined>;
}

/** Calls the URL of a channel as its network does, once the network has taken the URL. */
export class DeliveryByUrl implements NetworkDelivery {
  private newest: SignedRequest | undefined;
  private connected: Promise<boolean> | undefined;

  constructor(
    private readonly network: CallingNetwork,
    private readonly url: string,
    private readonly activity: Activity,
  ) {}

  write(writing: Writing): Promise<number> {
    return this.send(this.network.write(writing));
  }

  async repeat(): Promise<number | undefined> {
    return this.newest && this.send(this.newest);
  }

  private send(request: SignedRequest): Promise<number> {
    this.newest = request;
    return this.activity.during(() => this.post(request));
  }

  private async post(request: SignedRequest): Promise<number> {
    this.connected ??= this.network.connect(this.url);
    if (!(await this.connected)) {
      this.connected = undefined;
      throw new Error('The channel gave no answer by which the network knows its URL.');
    }
    const { body, headers } = request;
    const response = await fetch(addressOf(this.url, request), { method: 'POST', headers, body });
    await response.text();
    return response.status;
  }
}

/** Publishes on the topic of a channel as its network does. A topic takes what its policy lets be published. */
export class DeliveryByTopic implements NetworkDelivery {
  private newest: { readonly message: string; readonly at: Date } | undefined;

  constructor(
    private readonly network: { write(writing: Writing): string },
    private readonly publish: (message: string, at: Date) => void,
  ) {}

  async write(writing: Writing): Promise<number> {
    return this.send({ message: this.network.write(writing), at: writing.at });
  }

  async repeat(): Promise<number | undefined> {
    return this.newest && this.send(this.newest);
  }

  private send(notification: { readonly message: string; readonly at: Date }): number {
    this.newest = notification;
    this.publish(notification.message, notification.at);
    return 200;
  }
}
