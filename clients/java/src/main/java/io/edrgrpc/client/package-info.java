/**
 * The client of EdrGrpc. {@link io.edrgrpc.client.EdrClient} connects, submits and watches; the messages and the full contract are
 * the generated code in {@code io.edrgrpc.response.v1}.
 */
package io.edrgrpc.client;
