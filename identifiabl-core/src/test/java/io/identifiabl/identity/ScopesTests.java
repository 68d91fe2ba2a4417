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

package io.identifiabl.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScopesTests {

	@Test
	void ofPermissionsKeepsInnerBlanks() {
		Scopes scopes = Scopes
			.ofPermissions(List.of("User Admin", "read", " x", "y ", " ", "", "a\tb", "a\"b", "read"));
		assertThat(scopes).containsExactly("User Admin", "read");
		assertThat(scopes.contains("User")).isFalse();
	}

	@Test
	void toStringLeavesOutWhatWouldReadLikeSeveralScopes() {
		assertThat(Scopes.ofPermissions(List.of("admin read", "write"))).hasToString("write");
	}

	@Test
	void parseWhenNullThenReturnsNone() {
		assertThat(Scopes.parse(null)).isSameAs(Scopes.none());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\r\n ", "\"quoted\"", "back\\slash" })
	void parseWhenThereIsNoScopeTokenThenReturnsNone(String value) {
		assertThat(Scopes.parse(value)).isSameAs(Scopes.none());
	}

	@Test
	void parseWhenSeparatedByRunsOfWhiteSpaceThenKeepsTheOrder() {
		assertThat(Scopes.parse("  write\t\tread\r\nadmin ")).containsExactly("write", "read", "admin");
	}

	@Test
	void parseWhenScopeIsRepeatedThenKeepsTheFirst() {
		assertThat(Scopes.parse("b a b")).containsExactly("b", "a");
	}

	@Test
	void parseWhenSeparatedByCommasThenIsOneScope() {
		assertThat(Scopes.parse("read,write")).containsExactly("read,write");
	}

	@Test
	void parseWhenSeparatedByNoBreakSpaceThenGrantsNothing() {
		assertThat(Scopes.parse("read\u00a0write")).isEmpty();
	}

	@Test
	void parseWhenOneTokenIsBadThenKeepsTheOthers() {
		assertThat(Scopes.parse("read caf\u00e9 write")).containsExactly("read", "write");
	}

	@Test
	void ofWhenValueContainsBlankThenLeavesItOut() {
		assertThat(Scopes.of("read write", "admin", "")).containsExactly("admin");
	}

	@Test
	void ofWhenCollectionIsEmptyThenReturnsNone() {
		assertThat(Scopes.of(List.of())).isSameAs(Scopes.none());
	}

	@Test
	void isScopeTokenAcceptsExactlyTheCharactersOfRfc6749() {
		for (char c = 0; c < 0x200; c++) {
			boolean allowed = c == 0x21 || (c >= 0x23 && c <= 0x5B) || (c >= 0x5D && c <= 0x7E);
			assertThat(Scopes.isScopeToken("a" + c)).as("U+%04X", (int) c).isEqualTo(allowed);
		}
	}

	@Test
	void isScopeTokenWhenEmptyThenFalse() {
		assertThat(Scopes.isScopeToken("")).isFalse();
	}

	@Test
	void containsIsCaseSensitive() {
		assertThat(Scopes.of("read").contains("Read")).isFalse();
	}

	@Test
	void containsWhenGrantedThenTrue() {
		assertThat(Scopes.of("read").contains("read")).isTrue();
	}

	@Test
	void containsAllWhenOneIsMissingThenFalse() {
		assertThat(Scopes.of("read").containsAll(Scopes.of("read", "write"))).isFalse();
	}

	@Test
	void containsAllWhenNothingIsAskedThenTrue() {
		assertThat(Scopes.none().containsAll(Scopes.none())).isTrue();
	}

	@Test
	void unionAppendsWhatIsNew() {
		assertThat(Scopes.of("b", "a").union(Scopes.of("c", "b"))).containsExactly("b", "a", "c");
	}

	@Test
	void unionWhenNothingIsNewThenReturnsItself() {
		Scopes scopes = Scopes.of("a", "b");
		assertThat(scopes.union(Scopes.of("b"))).isSameAs(scopes);
	}

	@Test
	void intersectKeepsTheOrderOfTheFirst() {
		assertThat(Scopes.of("c", "b", "a").intersect(Scopes.of("a", "c"))).containsExactly("c", "a");
	}

	@Test
	void intersectWhenAllAreSharedThenReturnsItself() {
		Scopes scopes = Scopes.of("a");
		assertThat(scopes.intersect(Scopes.of("b", "a"))).isSameAs(scopes);
	}

	@Test
	void intersectWhenNothingIsSharedThenReturnsNone() {
		assertThat(Scopes.of("a").intersect(Scopes.of("b"))).isSameAs(Scopes.none());
	}

	@Test
	void minusLeavesOutTheOthers() {
		assertThat(Scopes.of("a", "b", "c").minus(Scopes.of("b"))).containsExactly("a", "c");
	}

	@Test
	void minusWhenNothingIsSharedThenReturnsItself() {
		Scopes scopes = Scopes.of("a");
		assertThat(scopes.minus(Scopes.of("b"))).isSameAs(scopes);
	}

	@Test
	void minusWhenNothingIsLeftThenReturnsNone() {
		assertThat(Scopes.of("a").minus(Scopes.of("a"))).isSameAs(Scopes.none());
	}

	@Test
	void asSetIsUnmodifiable() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> Scopes.of("a").asSet().add("b"));
	}

	@Test
	void iteratorCannotRemove() {
		var iterator = Scopes.of("a").iterator();
		iterator.next();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
	}

	@Test
	void isEmptyWhenNoneThenTrue() {
		assertThat(Scopes.none().isEmpty()).isTrue();
	}

	@Test
	void isEmptyWhenGrantedThenFalse() {
		assertThat(Scopes.of("a").isEmpty()).isFalse();
	}

	@Test
	void streamHasGrantOrder() {
		assertThat(Scopes.of("b", "a").stream()).containsExactly("b", "a");
	}

	@Test
	void toStringIsTheScopeParameter() {
		assertThat(Scopes.of("b", "a")).hasToString("b a");
	}

	@Test
	void equalsIgnoresTheOrder() {
		assertThat(Scopes.of("a", "b")).isEqualTo(Scopes.of("b", "a")).hasSameHashCodeAs(Scopes.of("b", "a"));
	}

	@Test
	void equalsWhenScopesDifferThenFalse() {
		assertThat(Scopes.of("a")).isNotEqualTo(Scopes.of("b")).isNotEqualTo("a");
	}

	@Test
	void serializationKeepsTheScopes() throws IOException, ClassNotFoundException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(Scopes.of("b", "a"));
		Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
		assertThat(copy).isEqualTo(Scopes.of("b", "a")).hasToString("b a");
	}

}
