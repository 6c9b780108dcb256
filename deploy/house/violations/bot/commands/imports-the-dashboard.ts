import { Page } from '../../app/components/Page.tsx';
export const value = Page;
