/** The images of .NET Aspire's own resources; which tag is taken the version of the package says (dotnet/aspire, `*ContainerImageTags.cs`). */
export const aspireResources: ReadonlyMap<string, string> = new Map([
  ['AddRedis', 'docker.io/library/redis'],
  ['AddPostgres', 'docker.io/library/postgres'],
  ['AddRabbitMQ', 'docker.io/library/rabbitmq'],
  ['AddSqlServer', 'mcr.microsoft.com/mssql/server'],
  ['AddMongoDB', 'docker.io/library/mongo'],
  ['AddMySql', 'docker.io/library/mysql'],
  ['AddNats', 'docker.io/library/nats'],
  ['AddKafka', 'docker.io/confluentinc/confluent-local'],
  ['AddKeycloak', 'quay.io/keycloak/keycloak'],
  ['AddMilvus', 'docker.io/milvusdb/milvus'],
  ['AddOracle', 'container-registry.oracle.com/database/free'],
  ['AddQdrant', 'docker.io/qdrant/qdrant'],
  ['AddSeq', 'docker.io/datalust/seq'],
  ['AddValkey', 'docker.io/valkey/valkey'],
  ['AddGarnet', 'ghcr.io/microsoft/garnet'],
]);
