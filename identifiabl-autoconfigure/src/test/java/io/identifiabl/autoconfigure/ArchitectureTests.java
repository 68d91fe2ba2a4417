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

package io.identifiabl.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls between the parts of this library, and the habits of an auto-configuration.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class ArchitectureTests {

	private static final String ROOT = "io.identifiabl.";

	/**
	 * What stands on the operation floor; features on one floor never see one another.
	 */
	private static final List<String> FEATURES = List.of("trail", "mcp", "web", "client");

	/** From the ground up; a floor sees itself and those below it. */
	private static final List<List<String>> FLOORS = List.of(List.of("autoconfigure"), List.of("security"),
			List.of("operation"), FEATURES, List.of("actuate"));

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.identifiabl");

	@ParameterizedTest
	@ValueSource(strings = { "trail", "mcp", "web", "client" })
	void featuresNeverSeeOneAnother(String feature) {
		FEATURES.stream().filter((other) -> !other.equals(feature)).forEach((other) -> neverSees(feature, other));
	}

	@Test
	void floorsNeverSeeWhatStandsAboveThem() {
		for (int floor = 0; floor < FLOORS.size(); floor++) {
			List<String> above = FLOORS.subList(floor + 1, FLOORS.size()).stream().flatMap(List::stream).toList();
			FLOORS.get(floor).forEach((room) -> above.forEach((other) -> neverSees(room, other)));
		}
	}

	@Test
	void onlyTestSupportSeesTestSupport() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + "test..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + "test..", "org.springframework.test..", "org.junit..")
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching("io.identifiabl.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void noPackageIsInTwoJars() {
		Map<String, Set<String>> jars = CLASSES.stream()
			.collect(Collectors.groupingBy(JavaClass::getPackageName,
					Collectors.mapping(ArchitectureTests::jar, Collectors.toSet())));
		assertThat(jars.values().stream().distinct()).as("core, audit, test support and this module").hasSize(4);
		assertThat(jars).allSatisfy((name, locations) -> assertThat(locations).as(name).hasSize(1));
	}

	@Test
	void packagesAreNullMarked() {
		assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
			.allSatisfy((type) -> assertThat(type.isAnnotatedWith(NullMarked.class)).as(type.getName()).isTrue());
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		ArchRuleDefinition.classes()
			.that()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
	}

	@Test
	void otherConfigurationsAreNotPublic() {
		ArchRuleDefinition.classes()
			.that()
			.haveSimpleNameEndingWith("Configuration")
			.and()
			.haveSimpleNameNotEndingWith("AutoConfiguration")
			.should()
			.bePackagePrivate()
			.check(CLASSES);
	}

	@Test
	void beanMethodsArePackagePrivate() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.andShould()
			.notBeAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void conditionsAreNotPublic() {
		ArchRuleDefinition.noClasses()
			.that()
			.areAssignableTo(SpringBootCondition.class)
			.should()
			.bePublic()
			.check(CLASSES);
	}

	// configurations neither, or an application below "io" would take them for its own
	@Test
	void nothingIsThereForComponentScanning() {
		ArchRuleDefinition.noClasses().should().beMetaAnnotatedWith(Component.class).check(CLASSES);
	}

	@Test
	void nothingIsComponentScanned() {
		ArchRuleDefinition.noClasses().should().beMetaAnnotatedWith(ComponentScan.class).check(CLASSES);
	}

	@Test
	void nothingIsPrintedAndNothingIsThrownWithoutAType() {
		GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
		GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
	}

	@Test
	void importsFileListsEveryAutoConfigurationInOrder() {
		assertThat(imports(AutoConfiguration.class)).isSorted()
			.containsExactlyInAnyOrderElementsOf(namesThatEndWith("AutoConfiguration"));
	}

	@Test
	void importsFileListsEveryManagementContextConfigurationInOrder() {
		assertThat(imports(ManagementContextConfiguration.class)).isSorted()
			.containsExactlyInAnyOrderElementsOf(namesThatEndWith("ManagementContextConfiguration"));
	}

	@Test
	void factoriesFileListsEveryFailureAnalyzer() {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader
			.forDefaultResourceLocation(ArchitectureTests.class.getClassLoader())
			.load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {
				// analyzers of Spring Boot that need arguments
			}));
		assertThat(analyzers).extracting((analyzer) -> analyzer.getClass().getName())
			.containsAll(CLASSES.stream()
				.filter((type) -> type.isAssignableTo(FailureAnalyzer.class))
				.map(JavaClass::getName)
				.toList());
	}

	private static void neverSees(String room, String other) {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOT + room + "..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + other + "..")
			.allowEmptyShould(true)
			.check(CLASSES);
	}

	private static List<String> imports(Class<?> annotation) {
		return ImportCandidates.load(annotation, ArchitectureTests.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith(ROOT))
			.toList();
	}

	private static List<String> namesThatEndWith(String suffix) {
		return CLASSES.stream()
			.filter((type) -> !type.getPackageName().startsWith(ROOT + "test."))
			.filter((type) -> type.getSimpleName().endsWith(suffix))
			.map(JavaClass::getName)
			.toList();
	}

	private static String jar(JavaClass type) {
		String uri = type.getSource().orElseThrow().getUri().toString();
		return uri.substring(0, uri.lastIndexOf("/io/identifiabl/"));
	}

}
