/** Who runs models. All of them are made up. */
export interface Vendor {
  /** As `provider.only` of a request names it. */
  slug: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** One model as one vendor runs it. */
export interface Endpoint {
  vendor: Vendor;
  keepsPrompts: boolean;
  trains: boolean;
  tools: boolean;
  structuredOutput: boolean;
  /** Millionths of a credit for a token. */
  price: { prompt: number; completion: number };
}

export interface Model {
  id: string;
  name: string;
  contextLength: number;
  /** The cheapest first: so they are asked. */
  endpoints: readonly Endpoint[];
}

const nordlicht: Vendor = { slug: 'nordlicht', name: 'Nordlicht Rechenhaus', country: 'DE' };
const aldermoor: Vendor = { slug: 'aldermoor', name: 'Aldermoor Compute', country: 'IE' };
const harbourline: Vendor = { slug: 'harbourline', name: 'Harbourline Cloud', country: 'US' };
const freegrain: Vendor = { slug: 'freegrain', name: 'Freegrain', country: 'US' };

export const vendors: readonly Vendor[] = [nordlicht, aldermoor, harbourline, freegrain];

const careful = { keepsPrompts: false, trains: false, tools: true, structuredOutput: true };

export const catalogue: readonly Model[] = [
  {
    id: 'lumen/lumen-4',
    name: 'Lumen 4',
    contextLength: 128_000,
    endpoints: [
      { vendor: freegrain, ...careful, keepsPrompts: true, trains: true, price: { prompt: 1, completion: 2 } },
      { vendor: harbourline, ...careful, keepsPrompts: true, price: { prompt: 2, completion: 8 } },
      { vendor: nordlicht, ...careful, price: { prompt: 3, completion: 12 } },
      { vendor: aldermoor, ...careful, price: { prompt: 4, completion: 15 } },
    ],
  },
  {
    id: 'lumen/lumen-4-mini',
    name: 'Lumen 4 Mini',
    contextLength: 64_000,
    endpoints: [
      { vendor: nordlicht, ...careful, price: { prompt: 1, completion: 4 } },
      { vendor: aldermoor, ...careful, structuredOutput: false, price: { prompt: 1, completion: 5 } },
    ],
  },
  {
    id: 'aldermoor/quill-2',
    name: 'Quill 2',
    contextLength: 32_000,
    endpoints: [{ vendor: aldermoor, ...careful, tools: false, price: { prompt: 1, completion: 3 } }],
  },
  {
    id: 'freegrain/meadow-7b',
    name: 'Meadow 7B',
    contextLength: 16_000,
    endpoints: [
      { vendor: freegrain, ...careful, keepsPrompts: true, trains: true, price: { prompt: 0, completion: 0 } },
      { vendor: harbourline, ...careful, keepsPrompts: true, price: { prompt: 1, completion: 1 } },
    ],
  },
];

/** What a product is told of at its start. Both vendors run both models; one runs the second without structured output. */
export const offeredModels: readonly string[] = ['lumen/lumen-4', 'lumen/lumen-4-mini'];
export const offeredVendors: readonly Vendor[] = [nordlicht, aldermoor];
