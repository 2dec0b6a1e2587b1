/** Where resources of a type name images: paths below `Properties`. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  'AWS::ECS::TaskDefinition': ['ContainerDefinitions[].Image'],
  'AWS::ECS::ExpressGatewayService': ['PrimaryContainer.Image'],
  'AWS::Lambda::Function': ['Code.ImageUri'],
  'AWS::Serverless::Function': ['ImageUri'],
  'AWS::CodeBuild::Project': ['Environment.Image'],
  'AWS::Batch::JobDefinition': [
    'ContainerProperties.Image',
    'EcsProperties.TaskProperties[].Containers[].Image',
    'EksProperties.PodProperties.Containers[].Image',
    'EksProperties.PodProperties.InitContainers[].Image',
    'NodeProperties.NodeRangeProperties[].Container.Image',
  ],
  'AWS::AppRunner::Service': ['SourceConfiguration.ImageRepository.ImageIdentifier'],
  'AWS::SageMaker::Model': ['PrimaryContainer.Image', 'Containers[].Image'],
  'AWS::Lightsail::Container': ['ContainerServiceDeployment.Containers[].Image'],
  'AWS::SageMaker::ModelPackage': ['InferenceSpecification.Containers[].Image'],
  'AWS::SageMaker::Image': [],
  'AWS::SageMaker::ImageVersion': ['BaseImage'],
  'AWS::BedrockAgentCore::Runtime': ['AgentRuntimeArtifact.ContainerConfiguration.ContainerUri'],
};

/** By the reference of AWS's resource types (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/). */
export function imagePaths(type: string): readonly string[] {
  return Object.hasOwn(shapes, type) ? (shapes[type] ?? []) : [];
}

/** Images of CodeBuild's own and of Lambda's runtimes come from no registry that anybody pulls from. */
export function isOwnImage(value: string): boolean {
  return value.startsWith('aws/codebuild/');
}
