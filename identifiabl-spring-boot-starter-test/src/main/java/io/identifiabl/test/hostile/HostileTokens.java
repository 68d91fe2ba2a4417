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

package io.identifiabl.test.hostile;

import java.util.List;
import java.util.Map;

/**
 * A corpus of tokens that a resource server must refuse, each with the status and the
 * code of the refusal, and of odd tokens that it must accept, with the identity they
 * stand for. Run it against a server of any make: it has to trust
 * {@linkplain HostileIssuers#list() the issuers} for {@linkplain #getAudience() the
 * audience}. <pre class="code">
 * try (HostileIssuers issuers = HostileIssuers.start()) {
 *     // start the application with issuers.list()
 *     for (HostileToken row : HostileTokens.rows()) {
 *         HostileResponse response = row.toRequest(issuers).send(uri);
 *         assertThat(response.status()).isEqualTo(row.getExpectedStatus());
 *     }
 * }
 * </pre> The rows are data, in {@code hostile-tokens.json} next to this class, for
 * programs in other languages as well. A row consists of
 * <ul>
 * <li>{@code id}, whose part before the dot is its group, and {@code title};
 * <li>{@code issuer}, by name, {@code main} if it is missing;
 * <li>{@code header} and {@code claims}: members that are put over the {@code header} and
 * the {@code claims} at the head of the file; {@code ${absent}} takes one away;
 * <li>{@code headerText} and {@code payloadText}: the JSON text itself, for what is not
 * quite JSON; <code>${header}</code> and <code>${claims}</code> stand for the members;
 * <li>{@code key}, by name, {@code main} if it is missing, and {@code alg}, if another
 * one is used than the header says ({@code none}: no signature). With {@code secret} the
 * public key is taken for a shared secret: {@code pem}, {@code pem-trimmed}, {@code der},
 * {@code modulus}, {@code jwk}, or else {@code empty} or {@code text:} and the secret;
 * <li>{@code encrypt}: the header of a JWE whose content is the token, as
 * <code>${jwe}</code>;
 * <li>{@code wire}: what is sent, <code>${header}.${payload}.${signature}</code> if it is
 * missing. <code>${signature:10}</code> and <code>${signature:0:10}</code> are parts of a
 * part; <code>${signature|flip}</code> has one wrong bit, {@code zero} only zeros,
 * {@code bits} surplus bits at the end, {@code alphabet} is spelt with {@code +} and
 * {@code /}; the others are what can be made of a good signature without its key:
 * {@code other-s} and {@code other-r} (subtracted from the order of P-256), {@code no-s},
 * {@code no-r} (zero), {@code order-s}, {@code order-r} (the order itself),
 * {@code plus-order} (that of Ed25519, added to S), {@code swap} (the halves),
 * {@code twice}, {@code short} (without the last octet), {@code wide} (a zero before each
 * number) and {@code negative} (subtracted from the modulus);
 * <li>{@code request}: {@code method}, {@code query}, {@code body} and {@code headers},
 * which are the raw lines, one {@code Authorization: Bearer ${token}} if it is missing.
 * <code>${good}</code> is a good token;
 * <li>{@code resource}: {@code user} if the resource needs a user, and the scope
 * {@code memories:read};
 * <li>{@code expect}: {@code status}, {@code code} and {@code identity}, whose members
 * have to be there or, if {@code ${absent}}, have to be missing; {@code by} is
 * {@code container} for what no application gets to see, and {@code limit} or
 * {@code application} where another server may have another answer.
 * </ul>
 * Placeholders in all texts: <code>${now}</code> and <code>${now+300}</code> (seconds),
 * <code>${issuer}</code>, <code>${issuer:name}</code>, <code>${host}</code> and
 * <code>${port}</code> of the issuers, <code>${audience}</code>, <code>${canary}</code>
 * and <code>${canary-host}</code> (a server that must not be called),
 * <code>${jwk:name}</code> (a public key), <code>${id}</code>, <code>${attempt}</code>
 * (counts up if a token has to be made again), <code>${repeat:3:text}</code>,
 * <code>${b64:text}</code>, <code>${hex:00ff}</code>, and <code>${literal:{x}}</code> for
 * <code>${x}</code>. A JSON string that is nothing but one placeholder becomes a number
 * or an object where it stands for one.
 * <p>
 * An issuer publishes {@code keys}: names, or objects with a name ({@code key}), members
 * to put over ({@code with}), the private part ({@code private}) or several
 * {@code copies}, or any {@code jwk}; or else the text of a {@code document}. Its
 * {@code metadata} or {@code metadataText} differ from the usual if it says so, or it
 * answers with a {@code redirect}. The server under test has to be told its
 * {@code algorithms} (RS256 if there are none), {@code type}, {@code claims},
 * {@code tenants} and {@code address} (the issuer, where it is not the address of the
 * metadata).
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class HostileTokens {

	private HostileTokens() {
	}

	/**
	 * Return the rows.
	 * @return all rows, in the order of their ids
	 */
	public static List<HostileToken> rows() {
		return Corpus.INSTANCE.getRows();
	}

	/**
	 * Return the groups.
	 * @return the titles by the groups' ids
	 */
	public static Map<String, String> groups() {
		return Corpus.INSTANCE.getTexts("groups");
	}

	/**
	 * Return the groups that are not about one token, so that they have no rows.
	 * @return what there is instead, by the groups' ids
	 */
	public static Map<String, String> groupsWithoutRows() {
		return Corpus.INSTANCE.getTexts("notRows");
	}

	/**
	 * Return the audience that the server under test has to accept, and no other.
	 * @return the value of the {@code aud} claim
	 */
	public static String getAudience() {
		return Corpus.INSTANCE.getAudience();
	}

}
