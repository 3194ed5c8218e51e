import { describe, expect, it } from 'vitest';
import { imageFacts, parseImage } from '../../../src/runtime/images/image';

describe('parseImage', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', 'latest'],
    ['busybox:1.28.4', 'docker.io', 'library/busybox', '1.28.4'],
    ['fischerjulian/nspct', 'docker.io', 'fischerjulian/nspct', 'latest'],
    ['gcr.io/kubernetes-e2e-test-images/dnsutils:1.3', 'gcr.io', 'kubernetes-e2e-test-images/dnsutils', '1.3'],
    ['localhost:5000/a/b:c', 'localhost:5000', 'a/b', 'c'],
    ['nginx@sha256:0123', 'docker.io', 'library/nginx', 'latest'],
  ])('%s', (image, registry, repository, tag) => {
    expect(parseImage(image)).toEqual({ registry, repository, tag });
  });
});

describe('imageFacts', () => {
  it.each([
    ['busybox:1.28', 'busybox-1.28', 'ash'],
    ['busybox:1.28.4', 'busybox-1.28', 'ash'],
    ['busybox', 'busybox', 'ash'],
    ['busybox:1.36-glibc', 'busybox', 'ash'],
    ['alpine:3.8', 'busybox-1.28', 'ash'],
    ['alpine', 'busybox', 'ash'],
    ['nginx:1.27-alpine', 'busybox', 'ash'],
    ['nginx', undefined, 'dash'],
    ['registry.k8s.io/nginx-slim:0.8', undefined, 'dash'],
    ['mysql:8.1', undefined, 'dash'],
    ['gcr.io/kubernetes-e2e-test-images/dnsutils:1.3', 'bind', 'ash'],
    ['registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3', 'bind', 'dash'],
    ['fischerjulian/nspct', 'bind', 'dash'],
    ['registry.k8s.io/pause:3.9', undefined, undefined],
  ])('%s', (image, nslookup, sh) => {
    const facts = imageFacts(image);
    expect([facts.nslookup, facts.shells.sh]).toEqual([nslookup, sh]);
  });
});
