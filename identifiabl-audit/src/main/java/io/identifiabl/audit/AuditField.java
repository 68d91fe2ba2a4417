/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.audit;

/**
 * What an audit event can say. A field is either part of the leaf, which is in the log
 * for good and holds nothing personal, or personal, which is outside of it behind a
 * salted commitment and can be erased.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum AuditField {

	/** {@code intent} or {@code outcome}, where both are recorded. */
	PHASE("phase"),

	/** The id that an intent and its outcome share. */
	CALL("call"),

	/** {@code user}, {@code service} or {@code anonymous}. */
	ACTOR_TYPE("actor_type"),

	/** The issuer of the actor's token. */
	ISSUER("issuer"),

	/** The actor's organization. */
	ORG("org"),

	/** The actor's tenant. */
	TENANT("tenant"),

	/** The method of the Model Context Protocol, such as {@code tools/call}. */
	MCP_METHOD("mcp_method"),

	/** The version of the Model Context Protocol. */
	PROTOCOL("protocol"),

	/** The name of a tool that the server offers. */
	TOOL("tool"),

	/** The URI or the URI template of a resource that the server offers. */
	RESOURCE("resource"),

	/** The name of a prompt that the server offers. */
	PROMPT("prompt"),

	/** The method of the HTTP request. */
	HTTP_METHOD("http_method"),

	/** The pattern that the path of the HTTP request matched. */
	ROUTE("route"),

	/** What was done: {@code execute}, {@code read}, {@code create} and so on. */
	ACTION("action"),

	/** {@code permit} or {@code deny}. */
	DECISION("decision"),

	/** {@code success}, {@code failure} or, in an intent, {@code unknown}. */
	OUTCOME("outcome"),

	/** A fixed code that says why. */
	REASON("reason"),

	/** The scopes that were required. */
	REQUIRED("required"),

	/** The scopes that were granted to the actor. */
	GRANTED("granted"),

	/** The required scopes that were not granted. */
	MISSING("missing"),

	/** The decisions that led to this one: a list of objects. */
	AUTHZ("authz"),

	/** A fixed code of a failure. */
	ERROR("error"),

	/** The status of the HTTP response. */
	STATUS("status"),

	/** How long it took, in microseconds. */
	DURATION("duration_us"),

	/** The number of bytes of the arguments. */
	ARGS_BYTES("args_bytes"),

	/** The types of the records that were accessed. */
	TOUCHED("touched"),

	/** The id of the request. */
	REQUEST("request_id"),

	/** The name of the provider that a refused token claims to be from, if configured. */
	PROVIDER("provider"),

	/** The number of occurrences that one record stands for. */
	COUNT("count"),

	/** The first of a range. */
	FIRST("first"),

	/** The last of a range. */
	LAST("last"),

	/** The stream whose numbers were lost, if it is not the stream of the record. */
	LOST_STREAM("lost_stream"),

	/** The numbers of events that were lost: texts such as {@code 3,5-7}. */
	LOST("lost"),

	/** The public key that signed until now. */
	OLD_KEY("old_key"),

	/** The public key that signs from now on. */
	NEW_KEY("new_key"),

	/**
	 * The id of the trace: 32 hexadecimal digits, which may be the caller's own.
	 */
	TRACE("trace_id", true),

	/** What who operates the trail says, such as the legal basis of an erasure. */
	NOTE("note", true),

	/** The subject, as its issuer knows it. */
	SUBJECT("sub", true),

	/** The id by which the actor's issuer names the user for all its clients. */
	USER("user", true),

	/** The actor's e-mail address. */
	EMAIL("email", true),

	/** The client that the token was issued to. */
	CLIENT("client", true),

	/** What the client says about itself. */
	CLAIMED_CLIENT("client_claimed", true),

	/** What a refused token claims: an object. */
	CLAIMED("claimed", true),

	/** The address that the request came from. */
	ADDRESS("address", true),

	/** The user agent that the request named. */
	USER_AGENT("user_agent", true),

	/** The path of the HTTP request. */
	PATH("path", true),

	/**
	 * What was asked for by a name that the server does not know, or a resource's URI.
	 */
	REQUESTED("requested", true),

	/** A fingerprint of the MCP session's id. */
	SESSION("session", true),

	/** A fingerprint of the token. */
	TOKEN("token", true),

	/** A keyed hash of the arguments (HMAC-SHA-256). */
	ARGS_HMAC("args_hmac", true),

	/** The ids of the records that were accessed, each as {@code type/id}. */
	TOUCHED_IDS("touched_ids", true),

	/**
	 * The key of the actor among those of all issuers, or the principal of another event.
	 */
	PRINCIPAL("principal", true),

	/** The data of an event that something else published: an object. */
	DATA("data", true);

	private final String name;

	private final boolean personal;

	AuditField(String name) {
		this(name, false);
	}

	AuditField(String name, boolean personal) {
		this.name = name;
		this.personal = personal;
	}

	/**
	 * Return the name.
	 * @return the name in JSON
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return whether the field can be erased.
	 * @return whether it is personal
	 */
	public boolean isPersonal() {
		return this.personal;
	}

}
