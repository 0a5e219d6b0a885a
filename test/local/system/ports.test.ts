import { serve } from '../../../local/emulator/server/loopback-server';
import { BasePortError, PortTakenError, Ports, serviceNames, type ServiceName } from '../../../local/system/ports';

const portOf = (ports: Ports, service: ServiceName): Promise<number> => ports.open(service, async (port) => port);

describe('ports', () => {
  it('follow each other from the base on', async () => {
    const ports = new Ports(4510);
    const numbers = await Promise.all(serviceNames.map((service) => portOf(ports, service)));
    expect(numbers).toEqual([4510, 4511, 4512, 4513, 4514, 4515, 4516, 4517, 4518, 4519, 4520, 4521, 4522]);
  });

  it('are any free ones where the base is 0', async () => {
    expect(await portOf(new Ports(0), 'mail')).toBe(0);
  });

  it('name the taken port, its service and the command to use instead', async () => {
    const other = await serve(0, () => undefined);
    const ports = new Ports(other.port - serviceNames.indexOf('mail'));
    const opening = ports.open('mail', (port) => serve(port, () => undefined));
    await expect(opening).rejects.toBeInstanceOf(PortTakenError);
    await expect(opening).rejects.toThrow(
      `Port ${other.port} is taken, so the inbox cannot listen there. Is the local system running already? ` +
        `Otherwise use other ports: npm start -- --port ${other.port - 2 + 100}`,
    );
    await other.stop();
  });

  it('leave other errors as they are', async () => {
    const failing = new Ports(0).open('mail', () => Promise.reject(new RangeError('something else')));
    await expect(failing).rejects.toThrow(RangeError);
  });

  it.each([-1, 70_000, 65_533, 1.5, NaN])('do not begin at %d', (basePort) => {
    expect(() => new Ports(basePort)).toThrow(BasePortError);
  });
});
