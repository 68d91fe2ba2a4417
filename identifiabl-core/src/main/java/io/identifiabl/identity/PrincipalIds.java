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

/**
 * Which texts may name a principal. Two ids that look alike to everybody who reads them
 * must not be two principals, so an id has no character that cannot be seen and no blank
 * at either end. An id is taken as it is or not at all; it is never repaired.
 * <p>
 * The characters are listed instead of asked for, so that an id that is accepted on one
 * Java version is accepted on all of them.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class PrincipalIds {

	// ranges of code points, each with its first and its last one, in ascending order
	private static final int[] UNACCEPTABLE = { 0x00, 0x1f, // controls
			0x7f, 0x9f, // controls
			0xad, 0xad, // soft hyphen
			0x34f, 0x34f, // combining grapheme joiner
			0x61c, 0x61c, // Arabic letter mark
			0x115f, 0x1160, // Hangul fillers
			0x17b4, 0x17b5, // Khmer inherent vowels
			0x180b, 0x180f, // Mongolian variation selectors and vowel separator
			0x200b, 0x200f, // zero width space, joiners, directional marks
			0x2028, 0x202e, // line separators, directional embeddings and overrides
			0x2060, 0x206f, // word joiner, invisible operators, directional isolates
			0x2800, 0x2800, // Braille pattern without a dot
			0x3164, 0x3164, // Hangul filler
			0xd800, 0xdfff, // surrogates without a partner
			0xfdd0, 0xfdef, // no characters
			0xfe00, 0xfe0f, // variation selectors
			0xfeff, 0xfeff, // zero width no-break space
			0xffa0, 0xffa0, // halfwidth Hangul filler
			0xfff0, 0xfffb, // reserved for format controls, interlinear annotations
			0x13430, 0x13440, // controls of Egyptian hieroglyphs
			0x16fe4, 0x16fe4, // Khitan small script filler
			0x1bca0, 0x1bca3, // controls of shorthand
			0x1d159, 0x1d159, // null notehead
			0x1d173, 0x1d17a, // controls of musical notation
			0xe0000, 0xe0fff // tags, more variation selectors, and what is reserved
	};

	private static final int FIRST_BEYOND_LATIN = 0xa0;

	private PrincipalIds() {
	}

	/**
	 * Whether a text may name a principal.
	 * @param id the text
	 * @return {@code false} if it is empty, begins or ends with white space, or has a
	 * control character, a character that is not displayed or changes the direction of
	 * others, or a code that stands for no character
	 */
	public static boolean isValid(String id) {
		if (id.isEmpty() || isWhiteSpace(id.codePointAt(0)) || isWhiteSpace(id.codePointBefore(id.length()))) {
			return false;
		}
		for (int i = 0; i < id.length();) {
			int codePoint = id.codePointAt(i);
			if (!isAcceptable(codePoint)) {
				return false;
			}
			i += Character.charCount(codePoint);
		}
		return true;
	}

	/**
	 * Whether a text may stand for who vouches for principals: an issuer, or what else
	 * their ids are unique within.
	 * @param authority the text
	 * @return {@code false} if it is no valid id, or has white space, a query or a
	 * fragment, so that the principal keys of two authorities could be the same
	 */
	public static boolean isAuthority(String authority) {
		return isValid(authority) && authority.indexOf('?') < 0 && authority.indexOf('#') < 0
				&& authority.codePoints().noneMatch(PrincipalIds::isWhiteSpace);
	}

	private static boolean isAcceptable(int codePoint) {
		if (codePoint < FIRST_BEYOND_LATIN) {
			return codePoint >= ' ' && codePoint < 0x7f;
		}
		// the last two of every plane stand for no character
		return (codePoint & 0xfffe) != 0xfffe && !isListed(codePoint);
	}

	private static boolean isListed(int codePoint) {
		for (int i = 0; i < UNACCEPTABLE.length && codePoint >= UNACCEPTABLE[i]; i += 2) {
			if (codePoint <= UNACCEPTABLE[i + 1]) {
				return true;
			}
		}
		return false;
	}

	// Unicode's White_Space; the controls among them are refused wherever they are
	private static boolean isWhiteSpace(int codePoint) {
		return codePoint == ' ' || codePoint == 0xa0 || codePoint == 0x1680
				|| (codePoint >= 0x2000 && codePoint <= 0x200a) || codePoint == 0x202f || codePoint == 0x205f
				|| codePoint == 0x3000;
	}

}
