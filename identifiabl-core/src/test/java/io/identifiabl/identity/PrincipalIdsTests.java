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

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PrincipalIdsTests {

	// Default_Ignorable_Code_Point in DerivedCoreProperties.txt of Unicode 16
	private static final String DEFAULT_IGNORABLE = """
			00AD 034F 061C 115F..1160 17B4..17B5 180B..180D 180E 180F 200B..200F 202A..202E 2060..2064 2065
			2066..206F 3164 FE00..FE0F FEFF FFA0 FFF0..FFF8 1BCA0..1BCA3 1D173..1D17A E0000 E0001 E0002..E001F
			E0020..E007F E0080..E00FF E0100..E01EF E01F0..E0FFF""";

	// Bidi_Control in PropList.txt
	private static final String BIDI_CONTROL = "061C 200E..200F 202A..202E 2066..2069";

	// White_Space in PropList.txt
	private static final String WHITE_SPACE = "0009..000D 0020 0085 00A0 1680 2000..200A 2028 2029 202F 205F 3000";

	// Prepended_Concatenation_Mark in PropList.txt: of the format characters those that
	// are displayed
	private static final Set<Integer> DISPLAYED_FORMAT = Set.of(0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6dd, 0x70f,
			0x890, 0x891, 0x8e2, 0x110bd, 0x110cd);

	@ParameterizedTest
	@ValueSource(strings = { "u", "user-1", "auth0|abc123", "../../etc/passwd", "' OR 1=1 --", "CN=Zo\u00eb, O=Acme",
			"two words", "two\u00a0words", "two\u3000words", "\u738b\u82b3", "\u0646\u0627\u0645", "e\u0301",
			"\u0430dmin", "\ud83e\udd8a", "a\ufffdb" })
	void isValidWhenEverythingIsDisplayedThenIs(String id) {
		assertThat(PrincipalIds.isValid(id)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "\u00a0", "\u3000" })
	void isValidWhenThereIsNothingToSeeThenIsNot(String id) {
		assertThat(PrincipalIds.isValid(id)).isFalse();
	}

	static Stream<String> ignorable() {
		return codePoints(DEFAULT_IGNORABLE).mapToObj(Character::toString);
	}

	@Test
	void isValidWhenCodePointIsIgnoredThenIsNotWhereverItStands() {
		assertThat(ignorable()).hasSize(4174)
			.noneMatch((invisible) -> PrincipalIds.isValid("al" + invisible + "ice"))
			.noneMatch((invisible) -> PrincipalIds.isValid("alice" + invisible))
			.noneMatch((invisible) -> PrincipalIds.isValid(invisible + "alice"))
			.noneMatch(PrincipalIds::isValid);
	}

	@Test
	void isValidWhenTextIsTurnedAroundThenIsNot() {
		assertNoneIsValid(codePoints(BIDI_CONTROL));
	}

	@Test
	void isValidWhenWhiteSpaceIsAtOneEndThenIsNot() {
		List<String> blanks = codePoints(WHITE_SPACE).mapToObj(Character::toString).toList();
		assertThat(blanks).noneMatch((blank) -> PrincipalIds.isValid("alice" + blank))
			.noneMatch((blank) -> PrincipalIds.isValid(blank + "alice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "al\u0000ice", "alice\n", "al\u001bice", "al\u007fice", "al\u0085ice", "al\u2028ice",
			"al\ud800ice", "alice\ud83e", "\udd8aalice", "al\uffffice", "al\ufdd0ice", "al\ud83f\udffeice",
			"al\ufff9ice", "al\u2800ice" })
	void isValidWhenCodePointIsNoneThatIsDisplayedThenIsNot(String id) {
		assertThat(PrincipalIds.isValid(id)).isFalse();
	}

	@Test
	void isValidWhenThisJavaKnowsAnInvisibleCharacterThenIsNot() {
		assertNoneIsValid(all((codePoint) -> isInvisible(Character.getType(codePoint)))
			.filter((codePoint) -> !DISPLAYED_FORMAT.contains(codePoint)));
	}

	private static boolean isInvisible(int type) {
		return type == Character.FORMAT || type == Character.CONTROL || type == Character.SURROGATE
				|| type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
	}

	@Test
	void isValidWhenThisJavaKnowsABlankThenIsNotAtTheEnd() {
		assertThat(all((codePoint) -> Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint))
			.mapToObj((codePoint) -> "alice" + Character.toString(codePoint))).noneMatch(PrincipalIds::isValid);
	}

	private static void assertNoneIsValid(IntStream codePoints) {
		assertThat(codePoints.mapToObj((codePoint) -> "al" + Character.toString(codePoint) + "ice")).isNotEmpty()
			.noneMatch(PrincipalIds::isValid);
	}

	private static IntStream all(IntPredicate condition) {
		return IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(condition);
	}

	private static IntStream codePoints(String ranges) {
		return Arrays.stream(ranges.split("\\s+", -1)).flatMapToInt((range) -> {
			String[] ends = range.split("\\.\\.", -1);
			return IntStream.rangeClosed(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16));
		});
	}

}
