import type { UserInfo } from '../../resources/reviews';
import type { StorageClass } from '../../resources/storage/storageclass';

/** One node of a new cluster. */
export type NodeProfile = {
  readonly name: string;
  readonly ip: string;
  readonly isControlPlane: boolean;
  /** The range of its pods' addresses. */
  readonly podCidr: string;
  readonly taints?: readonly { key: string; effect: string }[];
};

/** What a kind of cluster looks like when it is new. */
export type Profile = {
  readonly name: string;
  readonly serviceCidr: string;
  readonly kubernetesIP: string;
  readonly dnsIP: string;
  readonly apiServer: { readonly ip: string; readonly port: number };
  /** Whom its kubeconfig signs in. */
  readonly administrator: UserInfo;
  readonly nodes: readonly NodeProfile[];
  /** The place in a node's range that the first pod gets. */
  readonly firstPod: number;
  readonly storageClass: Pick<StorageClass, 'provisioner' | 'volumeBindingMode' | 'reclaimPolicy'> & {
    readonly name: string;
  };
  readonly coreDns: { readonly replicas: number; readonly image: string };
  readonly hasLoadBalancer: boolean;
  readonly kubeletVersion: string;
  readonly osImage: string;
  readonly kernelVersion: string;
  readonly containerRuntime: string;
  readonly controlPlaneLabels: Readonly<Record<string, string>>;
};

/** Makes a profile for so many nodes. */
export type ProfileFactory = (nodes: number) => Profile;
