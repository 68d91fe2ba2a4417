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

package io.identifiabl;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.identifiabl");

	@Test
	void identitySeesNothingButTheJdkAndAnnotationsForMappers() {
		onlySees("io.identifiabl.identity..", "com.fasterxml.jackson.annotation..", "jakarta.json.bind.annotation..");
	}

	@ParameterizedTest
	@ValueSource(strings = { "authorization", "claims", "context", "revocation" })
	void valuePackagesSeeIdentityOnly(String name) {
		onlySees("io.identifiabl." + name + "..", "io.identifiabl.identity..");
	}

	@Test
	void keysSeeIdentityNimbusAndCaffeineOnly() {
		onlySees("io.identifiabl.keys..", "io.identifiabl.identity..", "com.nimbusds.jose..",
				"com.github.benmanes.caffeine.cache..", "org.apache.commons.logging..");
	}

	@Test
	void providersSeeClaimsAndIdentityOnly() {
		onlySees("io.identifiabl.provider..", "io.identifiabl.claims..", "io.identifiabl.identity..");
	}

	@Test
	void tokenSeesTheOtherPackagesAndSpringSecurity() {
		onlySees("io.identifiabl.token..", "io.identifiabl.identity..", "io.identifiabl.authorization..",
				"io.identifiabl.claims..", "io.identifiabl.provider..", "io.identifiabl.keys..",
				"io.identifiabl.revocation..", "com.nimbusds.jose..", "com.github.benmanes.caffeine.cache..",
				"org.springframework.security.core..", "org.springframework.security.oauth2.core..",
				"org.springframework.security.oauth2.jwt..", "org.apache.commons.logging..");
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching("io.identifiabl.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		ArchRuleDefinition.classes()
			.that()
			.haveSimpleName("package-info")
			.should()
			.beAnnotatedWith(NullMarked.class)
			.check(CLASSES);
	}

	@Test
	void codeIsFreeOfStandardStreams() {
		GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
	}

	@Test
	void codeIsFreeOfGenericExceptions() {
		GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
	}

	@Test
	void codeIsFreeOfFieldInjection() {
		GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CLASSES);
	}

	// an enum with constants that have a body, such as PermissionMerge, cannot be final
	@Test
	void publicClassesAreFinal() {
		ArchRuleDefinition.classes()
			.that()
			.arePublic()
			.and()
			.areNotInterfaces()
			.and()
			.areNotEnums()
			.should()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
	}

	private static void onlySees(String packages, String... others) {
		String[] visible = new String[others.length + 3];
		System.arraycopy(others, 0, visible, 0, others.length);
		visible[others.length] = packages;
		visible[others.length + 1] = "java..";
		visible[others.length + 2] = "org.jspecify.annotations..";
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(packages)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(visible)
			.check(CLASSES);
	}

}
