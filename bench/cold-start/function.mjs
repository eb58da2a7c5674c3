// The smallest function of equal worth: the same requests to AWS and Kling, in the same order, with the AWS SDK v3, in a loop of
// its own around Lambda's runtime API, which is less than Lambda's own client for Node does.
import http from "node:http";
import https from "node:https";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import {
  DynamoDBClient, BatchGetItemCommand, BatchWriteItemCommand, GetItemCommand, PutItemCommand, TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { SecretsManagerClient, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";

const env = process.env;
const dynamoDb = new DynamoDBClient({});
const sqs = new SQSClient({});
const secretsManager = new SecretsManagerClient({});
const secrets = new Map();

async function secret(arn) {
  if (!secrets.has(arn)) {
    secrets.set(arn, (await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString);
  }
  return secrets.get(arn);
}

async function authenticate(event) {
  const given = Buffer.from(event.headers.authorization.replace(/^Bearer kg_admin_/, ""));
  const known = Buffer.from(await secret(env.ADMIN_SECRET_ARN));
  if (given.length !== known.length || !timingSafeEqual(given, known)) {
    throw new Error("unknown key");
  }
}

function kling(path, key, body) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const request = https.request(env.KLING_ENDPOINT + path, { method: "POST", headers }, response => {
      let text = "";
      response.on("data", chunk => (text += chunk)).on("end", () => resolve(JSON.parse(text)));
    });
    request.on("error", reject).end(JSON.stringify(body));
  });
}

async function generate(event) {
  await authenticate(event);
  const order = JSON.parse(event.body);
  const id = "job_" + randomBytes(8).toString("hex");
  const key = { id: { S: id }, part: { S: "job" } };
  const row = { ...key, keyId: { S: "admin" }, state: { S: "queued" }, model: { S: order.model }, version: { N: "1" } };
  const apiKey = JSON.parse(await secret(env.KLING_SECRET_ARN)).KLING_API_KEY;
  const keys = [{ id: { S: "slots" }, part: { S: "video" } }, { id: { S: "turn#admin" }, part: { S: "video" } }];
  await dynamoDb.send(new BatchGetItemCommand({ RequestItems: { Admission: { Keys: keys, ConsistentRead: true } } }));
  const body = { model_name: order.model, prompt: order.prompt, mode: order.mode, duration: String(order.duration) };
  const put = Item => ({ PutRequest: { Item } });
  await dynamoDb.send(new BatchWriteItemCommand({
    RequestItems: { Jobs: [put({ ...key, part: { S: "request" } }), put({ ...key, part: { S: "body" } })] },
  }));
  const spend = part => ({
    Update: {
      TableName: "Admission", Key: { id: { S: "admin" }, part: { S: part } },
      UpdateExpression: "ADD reserved :price", ExpressionAttributeValues: { ":price": { N: "1" } },
    },
  });
  await dynamoDb.send(new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName: "Jobs", Item: row, ConditionExpression: "attribute_not_exists(id)" } },
      { Put: { TableName: "Usage", Item: row } }, spend("2026-11"), spend("total"),
    ],
  }));
  await dynamoDb.send(new UpdateItemCommand({
    TableName: "Admission", Key: keys[0],
    UpdateExpression: "ADD slots :members", ExpressionAttributeValues: { ":members": { SS: [id + "#0"] } },
  }));
  const replace = state => dynamoDb.send(new PutItemCommand({
    TableName: "Jobs", Item: { ...row, state: { S: state } },
    ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": { N: "1" } },
  }));
  await replace("submitting");
  await sqs.send(new SendMessageCommand({ QueueUrl: env.POLL_QUEUE_URL, MessageBody: `poll ${id} 1 0`, DelaySeconds: 5 }));
  const token = createHash("sha256").update(id + (await secret(env.GATEWAY_SECRET_ARN))).digest("hex");
  const created = await kling("/v1/videos/text2video", apiKey, {
    ...body, external_task_id: id, callback_url: `https://${event.requestContext.domainName}/callbacks/kling/${token}`,
  });
  await dynamoDb.send(new UpdateItemCommand({
    TableName: "Admission", Key: { id: { S: "kling" }, part: { S: "last" } },
    UpdateExpression: "SET succeededAt = :now", ExpressionAttributeValues: { ":now": { N: String(Date.now()) } },
  }));
  await replace("submitted");
  return answer(200, { jobId: id, taskId: created.data.task_id, status: "submitted" });
}

async function status(event) {
  await authenticate(event);
  const id = event.queryStringParameters.taskId;
  const { Item } = await dynamoDb.send(new GetItemCommand({
    TableName: "Jobs", Key: { id: { S: id }, part: { S: "job" } }, ConsistentRead: true,
  }));
  return Item ? answer(200, { jobId: Item.id.S }) : answer(404, { code: "TASK_NOT_FOUND", detail: "no job " + id });
}

const answer = (statusCode, value) =>
  ({ statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(value) });

const agent = new http.Agent({ keepAlive: true });
function runtime(method, path, body) {
  return new Promise((resolve, reject) => {
    const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(":");
    const request = http.request({ host, port, method, path: "/2018-06-01/runtime/invocation/" + path, agent }, response => {
      let text = "";
      response.on("data", chunk => (text += chunk)).on("end", () => resolve({ headers: response.headers, text }));
    });
    request.on("error", reject).end(body);
  });
}

const handler = { generate, status }[env.WORD];
for (;;) {
  const { headers, text } = await runtime("GET", "next");
  const id = headers["lambda-runtime-aws-request-id"];
  try {
    await runtime("POST", id + "/response", JSON.stringify(await handler(JSON.parse(text))));
  } catch (e) {
    await runtime("POST", id + "/error", JSON.stringify({ errorMessage: String(e.stack) }));
  }
}
