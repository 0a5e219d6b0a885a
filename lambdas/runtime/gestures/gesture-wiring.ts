import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { optionsOf } from '../../failures/definition/policy';
import { goodwillGivenPolicy } from '../../failures/goodwill-given/policy';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { gestureType } from '../../model/judging/gesture';
import type { GesturePorts } from '../../operator-api/gestures/gesture-ports';
import { EventBridgeGestures } from '../../outcomes/eventbridge-gestures';
import { HttpShopOrders } from '../../reports/orders/http-shop-orders';
import type { OperatorApiSettings } from '../environment/environment';
import { awsClientConfig } from '../wiring/clients';

/** Undefined where nobody gives of their own accord. */
export function gesturesOf(
  { GESTURES: overrides, EVENT_BUS_NAME, SHOP_ORDERS_URL: url, SHOP_ORDERS_SECRET_NAME: secret }: OperatorApiSettings,
  bus: EventBridgeClient,
): GesturePorts | undefined {
  if (overrides === undefined) return undefined;
  const key =
    secret === undefined ? undefined : new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secret);
  return {
    options: optionsOf(gestureType, goodwillGivenPolicy, overrides),
    publisher: new EventBridgeGestures(bus, EVENT_BUS_NAME),
    shop: url === undefined || !key ? undefined : new HttpShopOrders({ key, endpointUrl: url }),
  };
}
