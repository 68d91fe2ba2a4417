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

/**
 * The walls between the packages, and what an auditor needs besides this jar: nothing.
 *
 * @author Identifiabl Contributors
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.identifiabl");

	@ParameterizedTest
	@ValueSource(strings = { "json", "merkle" })
	void formatsSeeNothingButTheJdk(String name) {
		onlySees("io.identifiabl.audit." + name);
	}

	@Test
	void checkpointsSeeTheTree() {
		onlySees("io.identifiabl.audit.checkpoint", "io.identifiabl.audit.merkle", "javax.crypto..");
	}

	@Test
	void eventsSeeTheFormats() {
		onlySees("io.identifiabl.audit", "io.identifiabl.audit.json", "io.identifiabl.audit.merkle",
				"io.identifiabl.audit.checkpoint");
	}

	@Test
	void memoryStoreSeesTheEvents() {
		onlySees("io.identifiabl.audit.memory", "io.identifiabl.audit", "io.identifiabl.audit.merkle",
				"io.identifiabl.audit.checkpoint");
	}

	@Test
	void writersSeeTheVerifiers() {
		onlySees("io.identifiabl.audit.trail", "io.identifiabl.audit", "io.identifiabl.audit.merkle",
				"io.identifiabl.audit.checkpoint", "io.identifiabl.audit.verify", "javax.crypto..");
	}

	@Test
	void verifiersSeeNeitherWriterNorDatabase() {
		onlySees("io.identifiabl.audit.verify", "io.identifiabl.audit", "io.identifiabl.audit.merkle",
				"io.identifiabl.audit.checkpoint");
	}

	@Test
	void exportsSeeNeitherWriterNorDatabase() {
		onlySees("io.identifiabl.audit.export", "io.identifiabl.audit", "io.identifiabl.audit.json",
				"io.identifiabl.audit.merkle");
	}

	@Test
	void databaseStoreSeesJdbc() {
		onlySees("io.identifiabl.audit.jdbc", "io.identifiabl.audit", "io.identifiabl.audit.merkle", "javax.sql..");
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
	void publicClassesAreFinal() {
		ArchRuleDefinition.classes()
			.that()
			.arePublic()
			.and()
			.areNotInterfaces()
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
