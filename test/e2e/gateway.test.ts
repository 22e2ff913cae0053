/**
 * One deployment for all of it; what is tested stands in the other files of this folder, topic by topic.
 *
 * @jest-environment ./test/e2e/environment.mjs
 */
import { Deployment } from './deployment';
import { PARTS, TASKS } from './engine';
import { destruction, dnsOutputs, ownership, readiness } from './life-cycle';
import { mailPath } from './mail-path';
import { mapChanges } from './map-changes';
import { plans } from './plans';
import { privileges } from './privileges';
import { reachability } from './reachability';
import { restarts } from './restarts';
import { secrets } from './secrets';
import { bypass, submission } from './submission';

const MINUTE = 60_000;
jest.setTimeout(5 * MINUTE);

describe('a gateway that Terraform has deployed', () => {
  const gateway = new Deployment();

  beforeAll(() => gateway.deploy(), 10 * MINUTE);
  afterAll(() => gateway.destroy());

  describe('when it is ready', () => readiness(gateway));
  describe('its DNS records', () => dnsOutputs(gateway));
  describe('the path of mail', () => mailPath(gateway));
  describe('submission', () => submission(gateway));
  describe('secrets', () => secrets(gateway));
  describe('mail past the filter', () => bypass());
  describe('who can reach what', () => reachability(gateway));
  describe('privileges', () => privileges(gateway, PARTS, TASKS));
  describe('restarts', () => restarts(gateway));
  describe('owners of volumes', () => ownership(gateway));
  describe('changes of maps', () => mapChanges(gateway));
  describe('plans', () => plans(gateway));
  describe('its end', () => destruction(gateway));
});
