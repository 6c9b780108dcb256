export const Page = 'page';
