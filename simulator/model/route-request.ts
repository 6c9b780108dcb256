import { catalogue, type Endpoint, type Model } from './catalogue.ts';
import { ModelApiError } from './errors.ts';
import { type ChatRequest, schemaOf } from './request.ts';

export interface Routed {
  model: Model;
  endpoint: Endpoint;
}

/**
 * Whom a request goes to: the first endpoint of its model that meets its pins.
 * @throws ModelApiError 400 for a model that does not exist, 404 where no endpoint meets the pins
 */
export function routeRequest(request: ChatRequest): Routed {
  const model = catalogue.find((one) => one.id === request.model);
  if (!model) throw new ModelApiError(400, `${request.model} is not a valid model ID`);
  const { only, order, ignore, data_collection, zdr, require_parameters, max_price } = request.provider ?? {};
  const named = model.endpoints.filter(
    ({ vendor }) => (only?.includes(vendor.slug) ?? true) && !ignore?.includes(vendor.slug),
  );
  if (named.length === 0) throw none('No allowed providers are available for the selected model.', model);
  const discreet = named.filter((one) => !(data_collection === 'deny' && one.trains) && !(zdr && one.keepsPrompts));
  if (discreet.length === 0) throw none('No endpoints found matching your data policy.', model);
  // A millionth of a credit for a token is a credit for a million of them.
  const affordable = discreet.filter(
    ({ price }) =>
      price.prompt <= (max_price?.prompt ?? Number.POSITIVE_INFINITY) &&
      price.completion <= (max_price?.completion ?? Number.POSITIVE_INFINITY),
  );
  if (affordable.length === 0) throw none('No endpoints found within the maximum price.', model);
  const able = affordable.filter(
    (one) =>
      (one.tools || !request.tools?.length) &&
      (one.structuredOutput || !require_parameters || schemaOf(request) === null),
  );
  const place = ({ vendor }: Endpoint) => (order?.includes(vendor.slug) ? order.indexOf(vendor.slug) : 99);
  const [endpoint] = able.toSorted((a, b) => place(a) - place(b));
  if (!endpoint) throw none('No endpoints found that can handle the requested parameters.', model);
  return { model, endpoint };
}

function none(message: string, model: Model): ModelApiError {
  const available = model.endpoints.map(({ vendor }) => vendor.slug);
  return new ModelApiError(404, message, { metadata: { available_providers: available } });
}
