import type { Contract } from '../contract/contract.ts';
import type { JsonReport } from '../report/json.ts';
import type { Page } from './blocks.ts';
import { endpointPage } from './pages/endpoint-page.ts';
import { httpPage } from './pages/http-page.ts';
import { indexPage } from './pages/index-page.ts';
import { referencePage } from './pages/reference-page.ts';
import { troubleshootingPage } from './pages/troubleshooting-page.ts';
import { verifiedPage } from './pages/verified-page.ts';
import { createSite } from './site.ts';
import { createVerified } from './verified/verified.ts';

/** Every page of the docs of a contract, in the order of the navigation. The same input gives the same pages. */
export function docsPages(contract: Contract, report?: JsonReport): readonly Page[] {
  const site = createSite(contract, report === undefined ? undefined : createVerified(contract, report));
  const http = httpPage(site);
  return [
    indexPage(site),
    ...contract.endpoints.map((endpoint) => endpointPage(site, endpoint)),
    ...(http === undefined ? [] : [http]),
    troubleshootingPage(site),
    verifiedPage(site),
    referencePage(),
  ];
}
