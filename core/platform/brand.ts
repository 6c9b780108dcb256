/** The product's names. Promy is the name of its network side and of its assistant. */
export const brand = { name: 'Procord', network: 'Promy', assistant: 'Promy' } as const;
