import { expect, it } from 'vitest';
import { masked } from '../../../src/kubectl/diff/mask';

const secret = (data: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data });

it('hides what a Secret keeps, but not that it changes', () => {
  const { live, merged } = masked({
    live: secret({ same: 'YQ==', changed: 'YQ==', gone: 'YQ==' }),
    merged: secret({ same: 'YQ==', changed: 'Yg==', new: 'YQ==' }),
  });

  expect(live?.data).toEqual({ same: '***', changed: '*** (before)', gone: '***' });
  expect(merged.data).toEqual({ same: '***', changed: '*** (after)', new: '***' });
});

it('hides what a Secret that is not there yet will keep', () => {
  expect(masked({ live: undefined, merged: secret({ a: 'YQ==' }) })).toEqual({
    live: undefined,
    merged: secret({ a: '***' }),
  });
});
