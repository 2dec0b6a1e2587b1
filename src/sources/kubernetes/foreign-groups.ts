/**
 * API groups whose images are mostly images of machines or of streams: an image-named field is not taken for a
 * container image there, only what the catalogue names and embedded pod specs.
 */
const foreignGroups: readonly RegExp[] = [
  /\.cnrm\.cloud\.google\.com$/,
  /^cloud\.google\.com$/,
  /\.services\.k8s\.aws$/,
  /\.(?:aws|gcp|azure|azuread|openstack|hcloud)(?:\.m)?\.upbound\.io$/,
  /\.azure\.com$/,
  /\.(?:hetzner|openstack|vsphere|aws|gcp)\.crossplane\.io$/,
  /^infrastructure\.cluster\.x-k8s\.io$/,
  /^(?:aws|azure|gcp|openstack)provider\.k8s\.io$/,
  /^rke-machine(?:-config)?\.cattle\.io$/,
  /^harvesterhci\.io$/,
  /^machine\.openshift\.io$/,
  /^machine\.sapcloud\.io$/,
  /^karpenter\.sh$/,
  /^karpenter\.k8s\.aws$/,
  /^(?:.*\.)?metal3\.io$/,
  /^image\.openshift\.io$/,
  /^vmoperator\.vmware\.com$/,
];

export function isForeign(group: string): boolean {
  return foreignGroups.some((pattern) => pattern.test(group));
}
